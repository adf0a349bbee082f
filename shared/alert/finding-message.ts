/** A finding as one message for a topic: the line of `ldwatch scan --output ndjson`, with attributes to filter by. */
import type { Finding } from '../detection/finding.ts';
import { ndjsonLine } from './ndjson.ts';

/** Bytes of a body. SNS takes 256 KB for a batch of ten, attributes included. */
const MOST_BYTES = 24_000;
const LONGEST_TEXT = 4096;
const MOST_ITEMS = 64;

/** What a subscriber can filter by without reading the message. */
export type MessageAttributes = Readonly<Record<'severity' | 'kind' | 'account', string>>;

/** What is published for one finding. */
export interface AlertMessage {
  /** For e-mail: nothing in it comes from the host. */
  readonly subject: string;
  /** JSON. */
  readonly body: string;
  readonly attributes: MessageAttributes;
}

function shortened(value: unknown, longest: number, most: number): unknown {
  if (typeof value === 'string') return value.length > longest ? `${value.slice(0, longest)}…` : value;
  if (Array.isArray(value)) return value.slice(0, most).map((item) => shortened(item, longest, most));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [key, shortened(item, longest, most)]),
  );
}

/** Queues behind the topic refuse characters that are none (SQS: "Message"), and with them the alert. */
function deliverable(json: string): string {
  return json.replace(/[\ufffe\uffff\x7f]/g, (it) => `\\u${it.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

/** The line, or where a host's arguments make it too long, the line with its texts and lists cut until it fits. */
function fitting(line: string): string {
  let body = deliverable(line);
  for (let half = 1; Buffer.byteLength(body) > MOST_BYTES; half *= 2) {
    const cut = shortened(
      JSON.parse(line),
      Math.ceil(LONGEST_TEXT / half),
      Math.ceil((2 * MOST_ITEMS) / half),
    );
    body = deliverable(JSON.stringify(cut));
  }
  return body;
}

/** @param account - whose log it was, from the envelope that the service wrote */
export function findingMessage(finding: Finding, account: string): AlertMessage {
  const { kind, severity } = finding;
  return {
    subject: `ldwatch: ${severity}, ${kind}, account ${account}`,
    body: fitting(ndjsonLine(finding)),
    attributes: { severity, kind, account },
  };
}
