/**
 * Puts executions in the order in which they happened. Records of different events reach a log interleaved, so events
 * become complete out of order, and judgement depends on what came before.
 *
 * Bounded: holds at most twice WINDOW events (or CHARACTERS of arguments); an event that comes later than that is
 * delivered late, after its successors.
 */
import type { TelemetryEvent } from './exec-event.ts';

const WINDOW = 2048;
const CHARACTERS = 32 * 1024 * 1024;

/** Serial numbers are 32 bits wide and start again at 0 (kernel/audit.c, audit_serial). */
const HALF_OF_SERIALS = 2 ** 31;

/** When something happened: milliseconds since 1970, and the kernel's serial number. */
type Moment = Pick<TelemetryEvent, 'time' | 'sequence'>;

/** Negative where `a` happened before `b`: by time, then by the kernel's serial number. */
export function compareEvents(a: Moment, b: Moment): number {
  if (a.time !== b.time) return a.time - b.time;
  const distance = a.sequence - b.sequence;
  return Math.abs(distance) > HALF_OF_SERIALS ? -distance : distance;
}

function size(event: TelemetryEvent): number {
  if (event.type === 'exec-failure') return 0;
  let characters = 0;
  for (const argument of event.argv) characters += (argument?.length ?? 0) + 16;
  return characters;
}

/** Takes executions roughly in order, hands them on in order. */
export class EventOrder {
  private waiting: TelemetryEvent[] = [];
  private characters = 0;
  private readonly deliver: (event: TelemetryEvent) => void;

  constructor(deliver: (event: TelemetryEvent) => void) {
    this.deliver = deliver;
  }

  push(event: TelemetryEvent): void {
    let at = this.waiting.length;
    for (let before = this.waiting[at - 1]; before !== undefined && compareEvents(before, event) > 0; ) {
      at--;
      before = this.waiting[at - 1];
    }
    if (at === this.waiting.length) this.waiting.push(event);
    else this.waiting.splice(at, 0, event);
    this.characters += size(event);
    if (this.waiting.length >= 2 * WINDOW || this.characters > CHARACTERS)
      this.release(Math.ceil(this.waiting.length / 2));
  }

  /** Delivers everything that still waits. */
  flush(): void {
    const ready = this.waiting;
    this.waiting = [];
    this.characters = 0;
    for (const event of ready) this.deliver(event);
  }

  private release(count: number): void {
    const ready = this.waiting.slice(0, count);
    this.waiting = this.waiting.slice(count);
    for (const event of ready) {
      this.characters -= size(event);
      this.deliver(event);
    }
  }
}
