/** What is asked again later: executions that the log around them decides, and those whose records were cut apart. */
import * as z from 'zod/mini';
import { type ExecEvent, NO_BACKGROUND } from '../telemetry/exec-event.ts';
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

/** A finding of GuardDuty of which the host's log is asked. */
export interface ReportRequest {
  /** `detail` of its event, as it came (runtime-finding.ts reads it). */
  readonly guardDuty: unknown;
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

const ReportShape = z.object({ guardDuty: z.record(z.string(), z.unknown()) });

/** Bytes of a message: SQS takes 256 KiB everywhere. */
const MOST_BYTES = 200_000;
/** Bytes of one execution, the most of them arguments; names alone can have more, and that is bounded below. */
const MOST_OF_EVENT = 100_000;
/** Characters, PATH_MAX: up to six bytes each as JSON. The kernel names no file by more. */
const LONGEST_PATH = 4096;
const LONGEST_WORD = 256;
/** Bytes: an environment alone can have megabytes. */
const MOST_OF_BACKGROUND = 16_000;
/** As in OpenEvent. */
const MOST_FILES = 8;

function bytesOf(value: unknown): number {
  return Buffer.byteLength(plainJson(value));
}

function cutOrNull(text: string | null, longest: number): string | null {
  return text?.slice(0, longest) ?? null;
}

/** Names as long as the kernel's can be; only somebody who writes records of their own has longer ones. */
function withBoundedNames(event: ExecEvent): ExecEvent {
  const { exe, cwd, files, user, background } = event;
  return {
    ...event,
    exe: exe === null ? null : { ...exe, path: exe.path.slice(0, LONGEST_PATH) },
    cwd: cutOrNull(cwd, LONGEST_PATH),
    files: files.slice(0, MOST_FILES).map(({ name, identity, ...file }) => ({
      ...file,
      name: name.slice(0, LONGEST_PATH),
      identity: (identity?.length ?? 0) > LONGEST_WORD ? null : identity,
    })),
    user: { ...user, tty: cutOrNull(user.tty, LONGEST_WORD), name: cutOrNull(user.name, LONGEST_WORD) },
    // The log that is read again has it whole.
    background: bytesOf(background) > MOST_OF_BACKGROUND ? NO_BACKGROUND : background,
  };
}

/** Arguments are cut as if the log had lost them: judged later without its log, the execution then says so. */
function bounded(asked: AskedEvent): AskedEvent {
  if (bytesOf(asked) <= MOST_OF_EVENT) return asked;
  const event = withBoundedNames(asked.event);
  let left = MOST_OF_EVENT - bytesOf({ ...event, argv: [] });
  const argv: (string | null)[] = [];
  for (const word of event.argv) {
    // A longer word is no program's path: rather lose it than what stands behind it.
    const kept = word !== null && word.length > LONGEST_PATH ? null : word;
    left -= bytesOf(kept) + 1;
    if (left < 0) break;
    argv.push(kept);
  }
  // What is missing at the end shows as one hole, as where records were lost.
  if (argv.length < event.argv.length) argv.push(null);
  const isCut = argv.length < event.argv.length || argv.some((word, at) => word !== event.argv[at]);
  if (!isCut) return { ...asked, event };
  const missing = event.missing.includes('arguments')
    ? event.missing
    : [...event.missing, 'arguments' as const];
  return { ...asked, event: { ...event, argv, argvFidelity: 'truncated', missing } };
}

/** Of one message: each takes calls of its own, and a message has to be answered within the function's time. */
const MOST_CUTS = 100;

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
    const size = bytesOf(part);
    if (bytes + size > MOST_BYTES || parts.cuts.length >= MOST_CUTS) send();
    bytes += size;
    if ('event' in part) parts.events.push(part);
    else parts.cuts.push(part);
  };
  for (const asked of events) add(bounded(asked));
  for (const cut of cuts) add(cut);
  send();
  return messages;
}

/** A report as a message: EventBridge's events are no larger than one may be. */
export function reportMessage(request: ReportRequest): string {
  return plainJson(request);
}

function parsedBy<Value>(shape: z.ZodMiniType<Value>, body: string): Value | null {
  try {
    const parsed = shape.safeParse(JSON.parse(body));
    return parsed.success ? parsed.data : null;
  } catch {
    return null;
  }
}

/** Reads what `settleMessages` wrote; null for anything else. */
export function parseSettleMessage(body: string): SettleRequest | null {
  return parsedBy(SettleRequestShape, body);
}

/** Reads what `reportMessage` wrote; null for anything else. */
export function parseReportMessage(body: string): ReportRequest | null {
  return parsedBy(ReportShape, body);
}
