/**
 * Slack's signature of a request (docs.slack.dev, "Verifying requests from Slack"): the HMAC-SHA256 of
 * `v0:TIMESTAMP:BODY` with the app's signing secret. Until it is checked, everything in a request is anybody's.
 */
import { createHmac, timingSafeEqual } from 'node:crypto';
import { SlackSecretError } from './errors.ts';

/** Seconds by which a request's time may differ from ours: Slack's own advice. */
export const MOST_SECONDS = 300;

/** Seconds since 1970, as far as a number goes that is near ours. */
const TIMESTAMP = /^\d{1,12}$/;
const SIGNATURE = /^v0=([\da-f]{64})$/;

/** What a request says of itself. */
export interface SignedRequest {
  /** Header `x-slack-request-timestamp`. */
  readonly timestamp: string | undefined;
  /** Header `x-slack-signature`. */
  readonly signature: string | undefined;
  /** As it came, before anything is made of it. */
  readonly body: Uint8Array;
}

/** Whether Slack sent it; `old` is also what claims to be from the future. */
export type SignatureCheck = 'signed' | 'unsigned' | 'old' | 'wrong-signature';

/**
 * @param secret - what the secret holds
 * @throws SlackSecretError
 */
export function signingSecret(secret: string): string {
  const text = secret.trim();
  if (/^[\da-f]{32,64}$/.test(text)) return text;
  throw new SlackSecretError(
    'the secret is no signing secret of a Slack app: it has to hold nothing but its hexadecimal digits, as docs/slack.md says',
  );
}

/**
 * Checks in constant time, and the cheap things first.
 *
 * @param secret - asked for only where the request looks like one of Slack's that is not old
 * @param now - milliseconds since 1970
 */
export async function checkSignature(
  { timestamp, signature, body }: SignedRequest,
  secret: () => Promise<string>,
  now: number,
): Promise<SignatureCheck> {
  const [, digest] = SIGNATURE.exec(signature ?? '') ?? [];
  if (timestamp === undefined || !TIMESTAMP.test(timestamp) || digest === undefined) return 'unsigned';
  if (Math.abs(now / 1000 - Number(timestamp)) > MOST_SECONDS) return 'old';
  const expected = createHmac('sha256', await secret())
    .update(`v0:${timestamp}:`)
    .update(body)
    .digest();
  return timingSafeEqual(expected, Buffer.from(digest, 'hex')) ? 'signed' : 'wrong-signature';
}
