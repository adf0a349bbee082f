/** How much the whole of ldwatch's work adds to unpacking a payload. */
import { gunzipSync } from 'node:zlib';
import { Detector } from '../../shared/detection/detector.ts';
import { AuditdCorrelator } from '../../shared/telemetry/auditd/correlator.ts';
import { EventOrder } from '../../shared/telemetry/event-order.ts';

interface Payload {
  readonly logStream: string;
  readonly logEvents: readonly { readonly id: string; readonly message: string }[];
}

function unpack(payload: Buffer): Payload {
  // The shape is this bench's own: payloads.ts wrote it.
  return JSON.parse(gunzipSync(payload).toString('utf8')) as Payload;
}

/** Milliseconds for unpacking alone. */
function unpackOnly(payloads: readonly Buffer[]): number {
  const start = performance.now();
  let events = 0;
  for (const payload of payloads) events += unpack(payload).logEvents.length;
  if (events === 0) throw new Error('the payloads are empty');
  return performance.now() - start;
}

/** Milliseconds for unpacking, parsing and judging. */
function everything(payloads: readonly Buffer[]): { ms: number; executions: number; findings: number } {
  const start = performance.now();
  const detector = new Detector();
  let executions = 0;
  let findings = 0;
  const order = new EventOrder((event) => {
    executions++;
    findings += detector.judge(event).findings.length;
  });
  const correlator = new AuditdCorrelator((event) => order.push(event));
  for (const payload of payloads) {
    const { logStream, logEvents } = unpack(payload);
    for (const { id, message } of logEvents) correlator.push(message, logStream, id);
    order.flush();
  }
  correlator.flush();
  order.flush();
  findings += detector.flush().length;
  return { ms: performance.now() - start, executions, findings };
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
}

/** What the throughput bench measured. */
export interface Throughput {
  readonly executions: number;
  readonly findings: number;
  readonly unpackMs: number;
  readonly wholeMs: number;
  /** Median of whole / unpack, pair by pair. */
  readonly ratio: number;
}

/** Runs both in turn, `rounds` times after a warm-up, so that a machine whose speed drifts does not lie. */
export function measureThroughput(payloads: readonly Buffer[], rounds: number): Throughput {
  const pairs: { unpackMs: number; wholeMs: number }[] = [];
  let last = everything(payloads);
  unpackOnly(payloads);
  for (let round = 0; round < rounds; round++) {
    const unpackMs = unpackOnly(payloads);
    last = everything(payloads);
    pairs.push({ unpackMs, wholeMs: last.ms });
  }
  return {
    executions: last.executions,
    findings: last.findings,
    unpackMs: median(pairs.map((pair) => pair.unpackMs)),
    wholeMs: median(pairs.map((pair) => pair.wholeMs)),
    ratio: median(pairs.map((pair) => pair.wholeMs / pair.unpackMs)),
  };
}
