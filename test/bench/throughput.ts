/** How much the whole of ldwatch's work adds to unpacking a payload. */
import { gunzipSync } from 'node:zlib';
import { Detector } from '../../shared/detection/detector.ts';
import { AuditdCorrelator } from '../../shared/telemetry/auditd/correlator.ts';
import { EventOrder } from '../../shared/telemetry/event-order.ts';
import { later } from './later.ts';
import { median } from './median.ts';
import { cloudWatchPayloads } from './payloads.ts';

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

/** The pipeline as it lives in a function that stays warm: one after the other through the same memory. */
class Pipeline {
  executions = 0;
  findings = 0;
  private readonly detector = new Detector();
  private readonly order = new EventOrder((event) => {
    if (event.type === 'exec') this.executions++;
    this.findings += this.detector.judge(event).findings.length;
  });
  private readonly correlator = new AuditdCorrelator((event) => this.order.push(event));

  /** Milliseconds for unpacking, parsing and judging. */
  everything(payloads: readonly Buffer[]): number {
    const start = performance.now();
    for (const payload of payloads) {
      const { logStream, logEvents } = unpack(payload);
      for (const { id, message } of logEvents) this.correlator.push(message, logStream, id);
      this.order.flush();
    }
    return performance.now() - start;
  }
}

/** What the throughput bench measured, for one round of the recording. */
export interface Throughput {
  readonly executions: number;
  readonly findings: number;
  readonly unpackMs: number;
  readonly wholeMs: number;
  /** Median of whole / unpack, pair by pair. */
  readonly ratio: number;
}

/** Rounds before anything is counted: a function's first payloads are compiled code's first, too. */
const WARM_UP = 3;

/**
 * Lets the recording go on for `rounds` rounds; in each, unpacks its payloads alone and then does the whole work with
 * them, so that a machine whose speed drifts does not lie.
 */
export function measureThroughput(lines: readonly string[], rounds: number): Throughput {
  const pipeline = new Pipeline();
  const pairs: { unpackMs: number; wholeMs: number }[] = [];
  // All made beforehand, so that what that leaves behind is not cleaned up at the expense of either side.
  const recordings = Array.from({ length: WARM_UP + rounds }, (_, round) =>
    cloudWatchPayloads(later(lines, round)),
  );
  for (const [round, payloads] of recordings.entries()) {
    const unpackMs = unpackOnly(payloads);
    const wholeMs = pipeline.everything(payloads);
    if (round >= WARM_UP) pairs.push({ unpackMs, wholeMs });
  }
  return {
    executions: Math.round(pipeline.executions / (WARM_UP + rounds)),
    findings: Math.round(pipeline.findings / (WARM_UP + rounds)),
    unpackMs: median(pairs.map((pair) => pair.unpackMs)),
    wholeMs: median(pairs.map((pair) => pair.wholeMs)),
    ratio: median(pairs.map((pair) => pair.wholeMs / pair.unpackMs)),
  };
}
