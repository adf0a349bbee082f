/** A request to the function's address, as Lambda hands it on (AWS: "Invoking Lambda function URLs", format 2.0). */
import * as z from 'zod/mini';
import type { SignedRequest } from '../../shared/slack/signature.ts';

/**
 * Bytes of a body. Slack sends the message along in which a button was pressed, of 12,000 characters at most
 * (message-size.ts), each of up to twelve bytes where it is escaped and encoded.
 */
export const LARGEST_BODY = 256 * 1024;

const RequestShape = z.object({
  headers: z.record(z.string(), z.string()),
  body: z.string(),
  isBase64Encoded: z.boolean(),
});

/** What Lambda answers. */
export interface HttpAnswer {
  readonly statusCode: number;
  /** Shown to nobody. */
  readonly body: string;
}

/** @returns null where it is none with a body, and `too-large` where that is larger than any of Slack's */
export function requestOf(event: unknown): SignedRequest | 'too-large' | null {
  const parsed = RequestShape.safeParse(event);
  if (!parsed.success) return null;
  const { headers, body, isBase64Encoded } = parsed.data;
  // Base64 takes four characters for three bytes; no character is less than a byte.
  if (body.length > (isBase64Encoded ? 2 : 1) * LARGEST_BODY) return 'too-large';
  return {
    timestamp: headers['x-slack-request-timestamp'],
    signature: headers['x-slack-signature'],
    body: Buffer.from(body, isBase64Encoded ? 'base64' : 'utf8'),
  };
}
