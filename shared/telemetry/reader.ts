/**
 * Lines of any format in, executions out: tells for each line by itself what it is, takes off what shippers put around
 * it, and hands it to whoever can read it.
 */

import { GenerationalMap } from '../generational-map.ts';
import { AuditdCorrelator, type UnusedAuditLine } from './auditd/correlator.ts';
import { type Layer, layerOf, peelInside } from './envelope.ts';
import type { ExecEvent, ExecEventId, RawPointer, TelemetryEvent } from './exec-event.ts';
import type { JsonObject } from './json-object.ts';
import type { Reading } from './line-format.ts';
import { LINE_FORMATS } from './registry.ts';

/** At least so many executions back a repetition is noticed, and never more than twice as many. */
const LEAST_TOLD = 8192;

/** Why a line was not used as the record of an execution. */
export type UnusedLine =
  | UnusedAuditLine
  /** Of the Kubernetes API, which has nothing to do with the kernel's audit. */
  | 'kubernetes-audit'
  /** Of a format that is known, and lacks what an execution can't be told without. */
  | 'unreadable';

/** `{"kind":"Event","apiVersion":"audit.k8s.io/v1", …}` (kubernetes/apiserver pkg/apis/audit/v1) */
function isKubernetesAudit({ kind, apiVersion }: JsonObject): boolean {
  return kind === 'Event' && typeof apiVersion === 'string' && apiVersion.startsWith('audit.k8s.io/');
}

/** What became of a line, or of what an envelope held. */
interface Fate {
  /** Null where it was used. */
  readonly unused: UnusedLine | null;
}

const USED: Fate = { unused: null };

/** One line can hold several pieces: it was used if any of them was. */
function together(fates: readonly Fate[]): UnusedLine | null {
  return fates.some(({ unused }) => unused === null) ? null : (fates[0]?.unused ?? 'unknown');
}

/** Takes the lines of one or more sources of the same hosts and hands every execution to `deliver`, once. */
export class TelemetryReader {
  private readonly auditd: AuditdCorrelator;
  private readonly told = new GenerationalMap<ExecEventId, true>(LEAST_TOLD);
  /** Of all executions that one record tells: milliseconds since 1970. */
  private latest = Number.NEGATIVE_INFINITY;
  /** The greatest of its kind within that millisecond. */
  private latestSequence = Number.NEGATIVE_INFINITY;
  private readonly deliver: (event: TelemetryEvent) => void;

  constructor(deliver: (event: TelemetryEvent) => void) {
    this.deliver = deliver;
    this.auditd = new AuditdCorrelator(deliver);
  }

  /**
   * Takes one line, without its newline.
   *
   * @param source - the file or stream that it comes from
   * @param position - where it stands there: line number or the log event's id
   * @returns null where it was used, otherwise why not
   */
  push(line: string, source: string, position: string | number): UnusedLine | null {
    // The commonest first.
    if (line.startsWith('type=')) return this.auditd.push(line, source, position);
    const pointer = { source, position };
    const layer = layerOf(line);
    const fate = this.look(layer, pointer);
    return fate !== null ? fate.unused : together(peelInside(layer, (inner) => this.look(inner, pointer)));
  }

  /** Gives up waiting: delivers whatever is still open as far as it is known. Call at the end of the source. */
  flush(): void {
    this.auditd.flush();
  }

  /** Hands out the executions whose records may go on elsewhere, and forgets them (AuditdCorrelator.takeOpen). */
  takeOpen(): ExecEvent[] {
    return this.auditd.takeOpen();
  }

  /** Null where it is an object of no format that is known. */
  private look(layer: Layer, pointer: RawPointer): Fate | null {
    const { text, object, path } = layer;
    const record = { text, object, path, pointer };
    for (const format of LINE_FORMATS) {
      const reading = format.read(record);
      if (reading !== null) return this.take(reading);
    }
    if (object === null) return { unused: this.auditd.push(text, pointer.source, pointer.position) };
    return isKubernetesAudit(object) ? { unused: 'kubernetes-audit' } : null;
  }

  /** What is later than all before can't have been told: as a rule that spares looking it up. */
  private wasTold({ id, time, sequence }: ExecEvent): boolean {
    if (time < this.latest || (time === this.latest && sequence <= this.latestSequence))
      return this.told.get(id) !== undefined;
    this.latest = time;
    this.latestSequence = sequence;
    return false;
  }

  private take(reading: Reading): Fate {
    if (reading.kind !== 'events') return { unused: reading.kind };
    let isFresh = false;
    for (const event of reading.events) {
      if (event.type === 'exec') {
        if (this.wasTold(event)) continue;
        this.told.set(event.id, true);
      }
      isFresh = true;
      this.deliver(event);
    }
    return isFresh ? USED : { unused: 'late-or-repeated' };
  }
}
