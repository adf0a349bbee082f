/** When things happened, counted in as many steps of time as a picture has room for, however many things there are. */
import { SEVERITIES, type Severity } from '../../../shared/detection/severity.ts';

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
/** Milliseconds; each is a multiple of the one before, so that counts can be put together without being split. */
const WIDTHS = [
  ...[1, 5, 10, 50, 100, 500],
  ...[1, 5, 15, 30].map((seconds) => seconds * SECOND),
  ...[1, 5, 15, 30].map((minutes) => minutes * MINUTE),
  ...[1, 3, 6, 12].map((hours) => hours * HOUR),
  ...[1, 7, 28, 364, 3_640, 36_400, 364_000, 3_640_000, 36_400_000].map((days) => days * DAY),
];

const MOST_BINS = 96;

/** How many of each severity. */
export type BySeverity = Readonly<Record<Severity, number>>;

/** One step of time. */
export interface TimeBin {
  /** Steps from the first one. */
  readonly index: number;
  /** Milliseconds since 1970 UTC. */
  readonly from: number;
  readonly counts: BySeverity;
}

const NONE = Object.fromEntries(SEVERITIES.map((severity) => [severity, 0])) as BySeverity;

/** Counts by time. */
export class TimeBins {
  /** Milliseconds of the first and the last thing that was counted. */
  first = Number.POSITIVE_INFINITY;
  last = Number.NEGATIVE_INFINITY;
  private step = 0;
  private bins = new Map<number, Record<Severity, number>>();

  /** Milliseconds of a step. */
  get width(): number {
    return WIDTHS[this.step] ?? Number.POSITIVE_INFINITY;
  }

  /** How many steps there are from the first thing to the last, empty ones included. */
  get length(): number {
    return this.bins.size === 0 ? 0 : this.indexOf(this.last) - this.indexOf(this.first) + 1;
  }

  /** @param time - milliseconds since 1970 UTC */
  add(time: number, severity: Severity): void {
    this.first = Math.min(this.first, time);
    this.last = Math.max(this.last, time);
    this.count(this.indexOf(time), { ...NONE, [severity]: 1 });
    while (this.length > MOST_BINS && this.step < WIDTHS.length - 1) this.widen();
  }

  /** Those that have something in them, the earliest first. */
  filled(): TimeBin[] {
    const start = this.indexOf(this.first);
    return [...this.bins]
      .sort(([a], [b]) => a - b)
      .map(([index, counts]) => ({ index: index - start, from: index * this.width, counts }));
  }

  private indexOf(time: number): number {
    return Math.floor(time / this.width);
  }

  private count(index: number, more: BySeverity): void {
    const counts = this.bins.get(index) ?? { ...NONE };
    for (const severity of SEVERITIES) counts[severity] += more[severity];
    this.bins.set(index, counts);
  }

  private widen(): void {
    const before = this.bins;
    const widthBefore = this.width;
    this.step++;
    this.bins = new Map();
    for (const [index, counts] of before) this.count(this.indexOf(index * widthBefore), counts);
  }
}
