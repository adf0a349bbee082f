/** A recording's executions, what the whole of detection says of each, and the records that each has. */

import { Detector } from '../../shared/detection/detector.ts';
import type { Finding } from '../../shared/detection/finding.ts';
import { AuditdCorrelator } from '../../shared/telemetry/auditd/correlator.ts';
import { EventOrder } from '../../shared/telemetry/event-order.ts';
import type { ExecEvent, ExecEventId, TelemetryEvent } from '../../shared/telemetry/exec-event.ts';
import { readLines } from '../corpus/recordings.ts';

/** A recording, judged from its beginning to its end. */
export interface Judged {
  readonly executions: readonly ExecEvent[];
  readonly findings: ReadonlyMap<ExecEventId, readonly Finding[]>;
  /** By the source's id, in their order. */
  readonly records: ReadonlyMap<string, readonly string[]>;
}

function eventsOf(lines: readonly string[]): TelemetryEvent[] {
  const events: TelemetryEvent[] = [];
  const order = new EventOrder((event) => void events.push(event));
  const correlator = new AuditdCorrelator((event) => order.push(event));
  for (const [at, line] of lines.entries()) correlator.push(line, 'log', at);
  correlator.flush();
  order.flush();
  return events;
}

/** Reads and judges a recording. */
export function judgedRecording(name: string): Judged {
  const lines = readLines(name);
  const events = eventsOf(lines);
  const detector = new Detector();
  const found = [...events.flatMap((event) => detector.judge(event).findings), ...detector.flush()];
  return {
    executions: events.filter((event) => event.type === 'exec'),
    findings: Map.groupBy(found, ({ event }) => event.id),
    records: Map.groupBy(lines, (line) => /audit\(([^)]*)\)/.exec(line)?.[1] ?? ''),
  };
}

/** The execution as far as some of its records tell it; null where they tell none. */
export function partialExecution(records: readonly string[]): ExecEvent | null {
  const [event = null] = partialExecutions(records);
  return event;
}

function partialExecutions(records: readonly string[]): ExecEvent[] {
  const events: ExecEvent[] = [];
  const correlator = new AuditdCorrelator((event) => {
    if (event.type === 'exec') events.push(event);
  });
  for (const record of records) correlator.push(record, 'log', 0);
  return [...events, ...correlator.takeOpen()];
}
