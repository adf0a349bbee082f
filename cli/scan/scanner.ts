/** Lines in, findings out, with the count of everything that was seen. */
import { type LineSample, lineSample } from '../../shared/alert/line-sample.ts';
import { Detector } from '../../shared/detection/detector.ts';
import type { Finding } from '../../shared/detection/finding.ts';
import { EventOrder } from '../../shared/telemetry/event-order.ts';
import type { ExecEvent } from '../../shared/telemetry/exec-event.ts';
import { TelemetryReader, type UnusedLine } from '../../shared/telemetry/reader.ts';

/** What a scan saw. */
export interface ScanCounts {
  lines: number;
  executions: number;
  /** Executions whose records were not all there. */
  incomplete: number;
  readonly findings: Map<Finding['kind'], number>;
  /** Loader executions that ran nothing: `ldd`, `--verify`, `no-program` … */
  readonly inspections: Map<string, number>;
  readonly unused: Map<UnusedLine | 'too-long', number>;
  /** The first line of those that were not understood, by what is wrong with it. */
  readonly samples: Map<UnusedLine, LineSample>;
}

/** Who wants to know of every execution and every finding, in the order of what happened. */
export interface ScanListener {
  execution(event: ExecEvent): void;
  finding(finding: Finding): void;
}

/** Adds one (or `by`) to a count. */
export function count<Key>(counts: Map<Key, number>, key: Key, by = 1): void {
  counts.set(key, (counts.get(key) ?? 0) + by);
}

/** Wires telemetry to detection for logs that are read from their beginning to their end. */
export class Scanner {
  readonly counts: ScanCounts = {
    lines: 0,
    executions: 0,
    incomplete: 0,
    findings: new Map(),
    inspections: new Map(),
    unused: new Map(),
    samples: new Map(),
  };
  private readonly detector = new Detector();
  private readonly listener: ScanListener;
  private readonly order = new EventOrder((event) => {
    if (event.type === 'exec') this.listener.execution(event);
    const { findings, inspected } = this.detector.judge(event);
    if (inspected !== null) count(this.counts.inspections, inspected);
    for (const finding of findings) this.tell(finding);
  });
  private readonly reader = new TelemetryReader((event) => {
    if (event.type === 'exec') {
      this.counts.executions++;
      if (event.missing.length > 0) this.counts.incomplete++;
    }
    this.order.push(event);
  });

  constructor(listener: ScanListener) {
    this.listener = listener;
  }

  /** Takes one line; `source` names its file, `position` is its number there. */
  line(line: string, source: string, position: number): void {
    this.counts.lines++;
    const unused = this.reader.push(line, source, position);
    if (unused === null) return;
    count(this.counts.unused, unused);
    const { samples } = this.counts;
    if ((unused === 'unknown' || unused === 'unreadable') && !samples.has(unused))
      samples.set(unused, lineSample(line, { source, position }));
  }

  /** Everything has been read. */
  finish(): void {
    this.reader.flush();
    this.order.flush();
    for (const finding of this.detector.flush()) this.tell(finding);
  }

  private tell(finding: Finding): void {
    count(this.counts.findings, finding.kind);
    this.listener.finding(finding);
  }
}
