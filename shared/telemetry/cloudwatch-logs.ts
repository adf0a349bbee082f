/**
 * What a CloudWatch Logs subscription delivers to a function: gzipped JSON in base64, one log stream a payload (AWS:
 * "SubscriptionFilters"). Whatever is in it, decoding never throws: a payload that can't be read is a result too.
 */
import { gunzipSync } from 'node:zlib';
import * as z from 'zod/mini';

/** Bytes that a payload may unpack to: a request has 6 MB at most, but gzip packs a thousandfold. */
const MOST_BYTES = 64 * 1024 * 1024;

const BASE64 = /^[A-Za-z0-9+/]+={0,2}$/;

const LogEventShape = z.object({
  // 56 digits, more than a number holds: a string, and the same whenever the event is delivered again.
  id: z.string(),
  timestamp: z.number(),
  message: z.string(),
});

const PayloadShape = z.discriminatedUnion('messageType', [
  z.object({
    messageType: z.literal('DATA_MESSAGE'),
    owner: z.string().check(z.regex(/^\d{12}$/)),
    logGroup: z.string(),
    logStream: z.string(),
    logEvents: z.array(LogEventShape),
  }),
  z.object({ messageType: z.literal('CONTROL_MESSAGE') }),
]);

const FunctionEventShape = z.object({ awslogs: z.object({ data: z.string() }) });

/** One log event; `timestamp` (milliseconds since 1970) is the shipper's, which may be when it read the line. */
export interface LogEvent {
  readonly id: string;
  readonly timestamp: number;
  readonly message: string;
}

/** Log events of one stream. Account, group and stream come from the service: a host can't forge them. */
export interface LogEvents {
  readonly type: 'log-events';
  readonly account: string;
  readonly logGroup: string;
  readonly logStream: string;
  readonly events: readonly LogEvent[];
}

/** Why a payload can't be used. */
export type UnusableReason =
  /** Not the event that a subscription gives a function. */
  | 'no-payload'
  | 'not-base64'
  /** Not gzip, or cut. */
  | 'not-gzip'
  /** Unpacks to more than any subscription sends. */
  | 'too-large'
  | 'not-json'
  /** JSON, but neither log events nor a control message. */
  | 'unknown-shape';

/** What was delivered. */
export type Subscription =
  | LogEvents
  /** The service looking whether the destination answers: to be acknowledged and dropped. */
  | { readonly type: 'control' }
  | { readonly type: 'unusable'; readonly reason: UnusableReason };

function unusable(reason: UnusableReason): Subscription {
  return { type: 'unusable', reason };
}

function unpack(data: string): Buffer | UnusableReason {
  try {
    return gunzipSync(Buffer.from(data, 'base64'), { maxOutputLength: MOST_BYTES });
  } catch (error) {
    const tooLarge = error instanceof Error && 'code' in error && error.code === 'ERR_BUFFER_TOO_LARGE';
    return tooLarge ? 'too-large' : 'not-gzip';
  }
}

function parse(text: Buffer): unknown {
  try {
    return JSON.parse(text.toString('utf8'));
  } catch {
    return undefined;
  }
}

/** @param event - what the function was called with, `{ awslogs: { data } }` if a subscription called it */
export function decodeSubscription(event: unknown): Subscription {
  const call = FunctionEventShape.safeParse(event);
  return call.success ? decodePayload(call.data.awslogs.data) : unusable('no-payload');
}

/** @param data - gzipped JSON in base64, as a subscription gives it to a function or a Kinesis stream */
export function decodePayload(data: string): Subscription {
  if (!BASE64.test(data)) return unusable(data === '' ? 'no-payload' : 'not-base64');
  const text = unpack(data);
  if (typeof text === 'string') return unusable(text);
  const json = parse(text);
  if (json === undefined) return unusable('not-json');
  const payload = PayloadShape.safeParse(json);
  if (!payload.success) return unusable('unknown-shape');
  if (payload.data.messageType === 'CONTROL_MESSAGE') return { type: 'control' };
  const { owner, logGroup, logStream, logEvents } = payload.data;
  return { type: 'log-events', account: owner, logGroup, logStream, events: logEvents };
}

/** The lines of one log event: one as a rule, several where the shipper joined them; JSON is one however it is written. */
export function linesOf({ message }: Pick<LogEvent, 'message'>): string[] {
  const text = message.trimEnd();
  return text.startsWith('{') ? [text] : text.split(/\r?\n/);
}
