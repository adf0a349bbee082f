/** One delivery of a log, judged as far as it tells by itself. Pure: what has to be kept or asked is only said. */

import { type LineSample, lineSample } from '../../shared/alert/line-sample.ts';
import type { Finding } from '../../shared/detection/finding.ts';
import { firstLook, mayConcernLoader, needsFacts } from '../../shared/detection/first-look.ts';
import type { HostFact } from '../../shared/detection/host-facts.ts';
import { RecalledMemory } from '../../shared/detection/recalled-memory.ts';
import type { AskedEvent } from '../../shared/detection/settle-request.ts';
import { type LogEvents, linesOf } from '../../shared/telemetry/cloudwatch-logs.ts';
import type { KeptLine } from '../../shared/telemetry/cut-event.ts';
import { compareEvents, EventOrder } from '../../shared/telemetry/event-order.ts';
import type { ExecEvent } from '../../shared/telemetry/exec-event.ts';
import { TelemetryReader, type UnusedLine } from '../../shared/telemetry/reader.ts';

/** Hosts of one delivery of which anything is remembered: as a rule it is one, but names can be made up. */
const MOST_HOSTS = 64;

/**
 * Events of one delivery whose rest is waited for. A delivery that was cut from a log has a few; whoever writes thousands
 * of halves must not keep us busy: beyond, what tells enough to be judged is judged as it is.
 */
const MOST_CUT = 256;

/** Lines of one delivery that are shown where they were not understood: enough to see what writes them. */
const MOST_SAMPLES = 3;

function withinBounds(all: readonly ExecEvent[]): { cut: ExecEvent[]; given: ExecEvent[] } {
  // The latest: their rest is the likeliest to come.
  const cut = all.slice(-MOST_CUT);
  const tellsEnough = ({ missing }: ExecEvent) =>
    !missing.includes('process') && !missing.includes('arguments');
  return { cut, given: all.slice(0, -MOST_CUT).filter(tellsEnough) };
}

/** The executions of one delivery. */
export interface ReadDelivery {
  readonly lines: number;
  readonly unused: Readonly<Partial<Record<UnusedLine, number>>>;
  /** Of the lines that are of no format that is known, or lack what an execution is told by, the first few. */
  readonly samples: readonly LineSample[];
  /** Whole, in the order in which they happened. */
  readonly events: readonly ExecEvent[];
  /** Of which records are missing, as far as they may concern a loader. */
  readonly cut: readonly ExecEvent[];
  /** Of which too little is known, and there were too many to wait for the rest. */
  readonly left: number;
}

/** Reads the records of a delivery. */
export function readDelivery({ logGroup, logStream, events: logEvents }: LogEvents): ReadDelivery {
  const events: ExecEvent[] = [];
  const incomplete: ExecEvent[] = [];
  const order = new EventOrder((event) => {
    if (event.type !== 'exec') return;
    // Given up because too many were open: the rest may still come elsewhere. Of other formats a record is all there is.
    const isCut = event.format === 'auditd' && event.missing.length > 0;
    (isCut ? incomplete : events).push(event);
  });
  const reader = new TelemetryReader((event) => order.push(event));
  const unused: Partial<Record<UnusedLine, number>> = {};
  const samples: LineSample[] = [];
  const source = `${logGroup}:${logStream}`;
  let lines = 0;
  for (const event of logEvents) {
    for (const line of linesOf(event)) {
      const why = reader.push(line, source, event.id);
      lines++;
      if (why !== null) unused[why] = (unused[why] ?? 0) + 1;
      if ((why === 'unknown' || why === 'unreadable') && samples.length < MOST_SAMPLES)
        samples.push(lineSample(line, { source, position: event.id }));
    }
  }
  order.flush();
  const all = [...incomplete, ...reader.takeOpen()].filter(mayConcernLoader);
  const { cut, given } = withinBounds(all);
  const left = all.length - cut.length - given.length;
  // As a rule nothing is given, and the events are in their order already.
  const inOrder = given.length === 0 ? events : [...events, ...given].sort(compareEvents);
  return { lines, unused, samples, events: inOrder, cut, left };
}

/** Lines of a delivery with their log events' ids. */
export function keptLinesOf({ events }: LogEvents): KeptLine[] {
  return events.flatMap((event) => linesOf(event).map((line) => ({ id: event.id, line })));
}

/** Names of hosts whose earlier copies of loaders may matter here. */
export function hostsToRecall(events: readonly ExecEvent[]): string[] {
  const hosts = new Set<string>();
  for (const event of events)
    if (hosts.size < MOST_HOSTS && !hosts.has(event.host) && needsFacts(event)) hosts.add(event.host);
  return [...hosts];
}

/** What a first look at a delivery led to. */
export interface FirstPass {
  readonly findings: readonly Finding[];
  /** To be asked again, with the log around them. */
  readonly open: readonly AskedEvent[];
  /** By the host's name: what this delivery taught. */
  readonly facts: ReadonlyMap<string, readonly HostFact[]>;
  /** Loader executions that ran nothing. */
  readonly inspected: number;
}

/**
 * @param known - what is remembered of the hosts that `hostsToRecall` named
 */
export function firstPass(
  events: readonly ExecEvent[],
  delivery: LogEvents,
  known: ReadonlyMap<string, readonly HostFact[]>,
): FirstPass {
  const memories = new Map<string, RecalledMemory>();
  const memoryOf = (host: string): RecalledMemory => {
    const memory = memories.get(host) ?? new RecalledMemory(known.get(host) ?? []);
    if (memories.size < MOST_HOSTS) memories.set(host, memory);
    return memory;
  };
  const findings: Finding[] = [];
  const open: ExecEvent[] = [];
  let inspected = 0;
  for (const event of events) {
    const look = firstLook(event, memoryOf(event.host).before(event));
    switch (look.outcome) {
      case 'decided':
        findings.push(...look.findings);
        break;
      case 'inspected':
        inspected++;
        break;
      case 'open':
        open.push(event);
    }
  }
  const facts = new Map([...memories].map(([host, memory]) => [host, memory.learned()]));
  return { findings, open: withShippedAt(open, delivery), facts, inspected };
}

/** Executions with the shipper's time of their first records; their own where that isn't known. */
export function withShippedAt(executions: readonly ExecEvent[], { events }: LogEvents): AskedEvent[] {
  if (executions.length === 0) return [];
  const times = new Map<string | number, number>(events.map(({ id, timestamp }) => [id, timestamp]));
  return executions.map((event) => ({ event, at: times.get(event.pointer.position) ?? event.time }));
}
