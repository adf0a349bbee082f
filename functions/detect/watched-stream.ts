/** Telemetry wired to detection for one log stream, whose payloads come one after the other. */
import { Detector } from '../../shared/detection/detector.ts';
import type { Finding } from '../../shared/detection/finding.ts';
import { AuditdCorrelator, type UnusedLine } from '../../shared/telemetry/auditd/correlator.ts';
import { type LogEvents, linesOf } from '../../shared/telemetry/cloudwatch-logs.ts';
import { EventOrder } from '../../shared/telemetry/event-order.ts';

/** What one payload came to. */
export interface PayloadCounts {
  lines: number;
  readonly unused: Partial<Record<UnusedLine, number>>;
}

/**
 * One stream is one host as a rule: each has its own correlator and memory, so that hosts whose records have no name,
 * or the same audit serial numbers, are never taken for one another.
 */
export class WatchedStream {
  /** Milliseconds since 1970: when it last had a payload. */
  lastSeen = 0;
  private readonly tell: (finding: Finding) => void;
  private readonly detector = new Detector();
  private readonly order = new EventOrder((event) => {
    for (const finding of this.detector.judge(event).findings) this.tell(finding);
  });
  private readonly correlator = new AuditdCorrelator((event) => this.order.push(event));

  constructor(tell: (finding: Finding) => void) {
    this.tell = tell;
  }

  /**
   * Judges a payload. An event whose records go on in the next one stays open: judged half, the last
   * step of an ldd would look like an attack.
   */
  take({ logGroup, logStream, events }: LogEvents): PayloadCounts {
    const counts: PayloadCounts = { lines: 0, unused: {} };
    for (const event of events) {
      for (const line of linesOf(event)) {
        const unused = this.correlator.push(line, `${logGroup}:${logStream}`, event.id);
        counts.lines++;
        if (unused !== null) counts.unused[unused] = (counts.unused[unused] ?? 0) + 1;
      }
    }
    this.order.flush();
    return counts;
  }

  /** Nothing came for a while: judges what is still open as far as it is known, and keeps the memory of the host. */
  settle(): void {
    this.correlator.flush();
    this.order.flush();
    for (const finding of this.detector.flush()) this.tell(finding);
  }
}
