/** What is asked again later: executions that the log around them decides, and those whose records were cut apart. */
import * as z from 'zod/mini';
import type { ExecEvent } from '../telemetry/exec-event.ts';
import { ExecEventShape } from '../telemetry/exec-event-shape.ts';
import type { Origin } from '../telemetry/origin.ts';
import { plainJson } from '../telemetry/plain-json.ts';

/** An execution that was seen whole. */
export interface AskedEvent {
  readonly event: ExecEvent;
  /** Milliseconds since 1970, by the shipper's clock: where in the log it stands. */
  readonly at: number;
}

/** An execution of which records are missing; those that are there are kept elsewhere. */
export interface AskedCut {
  readonly host: string;
  readonly sourceEventId: string;
  /** As in AskedEvent. */
  readonly at: number;
}

/** Questions about one log stream. */
export interface SettleRequest {
  readonly origin: Origin;
  readonly events: readonly AskedEvent[];
  readonly cuts: readonly AskedCut[];
}

const OriginShape = z.object({
  account: z.string(),
  region: z.string(),
  logGroup: z.string(),
  logStream: z.string(),
});

const SettleRequestShape = z.object({
  origin: OriginShape,
  events: z.array(z.object({ event: ExecEventShape, at: z.number() })),
  cuts: z.array(z.object({ host: z.string(), sourceEventId: z.string(), at: z.number() })),
});

/** Bytes: SQS takes 256 KiB everywhere. */
const MOST_BYTES = 200_000;
const MOST_ARGUMENTS = 64;
/** Longer than any path. */
const LONGEST_ARGUMENT = 4096;

/** Arguments are cut as if the log had lost them: judged later, the execution then says so. */
function bounded(asked: AskedEvent): AskedEvent {
  const { event } = asked;
  const tooLong = event.argv.some((word) => (word?.length ?? 0) > LONGEST_ARGUMENT);
  if (event.argv.length <= MOST_ARGUMENTS && !tooLong) return asked;
  const argv = event.argv
    .slice(0, MOST_ARGUMENTS)
    .map((word) => (word !== null && word.length > LONGEST_ARGUMENT ? null : word));
  return { ...asked, event: { ...event, argv, argvFidelity: 'truncated' } };
}

/** A request as messages, as many as it needs. */
export function settleMessages({ origin, events, cuts }: SettleRequest): string[] {
  const messages: string[] = [];
  let parts: { events: AskedEvent[]; cuts: AskedCut[] } = { events: [], cuts: [] };
  let bytes = 0;
  const send = () => {
    if (bytes > 0) messages.push(plainJson({ origin, ...parts }));
    parts = { events: [], cuts: [] };
    bytes = 0;
  };
  const add = (part: AskedEvent | AskedCut) => {
    const size = Buffer.byteLength(plainJson(part));
    if (bytes + size > MOST_BYTES) send();
    bytes += size;
    if ('event' in part) parts.events.push(part);
    else parts.cuts.push(part);
  };
  for (const asked of events) add(bounded(asked));
  for (const cut of cuts) add(cut);
  send();
  return messages;
}

/** Reads what `settleMessages` wrote; null for anything else. */
export function parseSettleMessage(body: string): SettleRequest | null {
  try {
    const parsed = SettleRequestShape.safeParse(JSON.parse(body));
    return parsed.success ? parsed.data : null;
  } catch {
    return null;
  }
}
