/**
 * Lines in, executions out: gathers the records of each audit event, which arrive cut, interleaved with others, twice
 * or out of order, and gives each execution once.
 *
 * Bounded whatever comes: at most MOST_OPEN events and MOST_CHARACTERS of text wait at a time; beyond that the
 * oldest is given up as it is, with what is missing named.
 */
import type { ExecEvent, TelemetryEvent } from '../exec-event.ts';
import { FieldReader } from './fields.ts';
import { splitJoinedRecords } from './joined-records.ts';
import { OpenEvent, outcomeOf } from './open-event.ts';
import { type Fate, RecentIds } from './recent-ids.ts';
import { parseRecordHeader, type RecordHeader } from './record-header.ts';
import { toExecEvent, toExecFailure } from './to-exec-event.ts';

const MOST_OPEN = 8192;
const MOST_CHARACTERS = 32 * 1024 * 1024;
/** Lines after which an event that lacks something is given up: three hundred foreign lines between two records have been seen, this is far beyond. */
const PATIENCE_IN_LINES = 200_000;

const LINES_BETWEEN_CHECKS = 4096;
const KEPT_WHEN_CROWDED = 7 / 8;

/** Why a line was not used as the record of an execution. */
export type UnusedAuditLine =
  /** No record of a format that is known, or one that is cut in its head. */
  | 'unknown'
  /** Interpreted by `ausearch -i`: its values are ambiguous. */
  | 'interpreted'
  /** An audit record of a type that tells no execution. */
  | 'other-record'
  /** Belongs to another system call, or to a program that wasn't found. */
  | 'no-execution'
  /** Repeats what was told, or comes long after its event. */
  | 'late-or-repeated';

/** `ausearch -i` writes a date of the locale where the raw record has seconds. */
const INTERPRETED = /^(?:node=\S+ )?type=[A-Z_]+ msg=audit\(\d+[/.-]\d+[/.-]\d+ /;

/** Takes the lines of one or more sources of the same hosts and hands every execution to `deliver`, once. */
export class AuditdCorrelator {
  private readonly open = new Map<string, OpenEvent>();
  private readonly recent = new RecentIds();
  private readonly deliver: (event: TelemetryEvent) => void;
  private characters = 0;
  private lines = 0;
  private last: OpenEvent | null = null;

  constructor(deliver: (event: TelemetryEvent) => void) {
    this.deliver = deliver;
  }

  /**
   * Takes one line, without its newline.
   *
   * @param source - the file or stream that it comes from
   * @param position - where it stands there: line number or the log event's id
   * @returns null where it was used, otherwise why not
   */
  push(line: string, source: string, position: string | number): UnusedAuditLine | null {
    this.lines++;
    const header = parseRecordHeader(line, this.last?.header);
    if (header === null) return INTERPRETED.test(line) ? 'interpreted' : 'unknown';
    if (header.type === 'other') return 'other-record';
    const joined = splitJoinedRecords(line, header);
    if (joined === null) return this.record(line, header, source, position);
    return this.pushAll(joined, source, position);
  }

  /** Gives up waiting: delivers whatever is still open as far as it is known. Call at the end of the source. */
  flush(): void {
    if (this.last !== null) this.turnTo(this.last);
    for (const event of [...this.open.values()]) this.close(event);
  }

  /**
   * Hands out what is still open, as far as it is known, and forgets it: for whoever keeps the records of events that
   * go on elsewhere. Parts that are missing are named; attempts that failed are left out.
   */
  takeOpen(): ExecEvent[] {
    if (this.last !== null) this.turnTo(this.last);
    const cut = [...this.open.values()].filter(({ outcome }) => outcome !== 'failed').map(toExecEvent);
    this.open.clear();
    this.last = null;
    this.characters = 0;
    return cut;
  }

  /** Takes the records of one line, which was used if any of them was. */
  private pushAll(
    records: readonly string[],
    source: string,
    position: string | number,
  ): UnusedAuditLine | null {
    const reasons = records.map((record) => this.push(record, source, position));
    return reasons.includes(null) ? null : (reasons[0] ?? 'unknown');
  }

  private record(
    line: string,
    header: RecordHeader,
    source: string,
    position: string | number,
  ): UnusedAuditLine | null {
    const event = this.eventOf(header, source, position);
    if (typeof event === 'string') return event;
    const before = event.size;
    switch (header.type) {
      case 'SYSCALL': {
        const record = new FieldReader(line, header.body);
        const outcome = outcomeOf(record);
        if (outcome === 'no-exec') {
          this.forget(event, 'ruled-out');
          return 'no-execution';
        }
        event.addSyscall(record, outcome);
        break;
      }
      case 'EXECVE':
        event.addArguments(line, header.body);
        break;
      case 'CWD':
        event.addCwd(new FieldReader(line, header.body));
        break;
      case 'PATH':
        event.addFile(new FieldReader(line, header.body));
        break;
    }
    this.characters += event.size - before;
    if (event.complete) this.close(event);
    else this.keepBounds();
    return null;
  }

  private eventOf(
    header: RecordHeader,
    source: string,
    position: string | number,
  ): OpenEvent | UnusedAuditLine {
    const { eventId, node, stamp } = header;
    const last = this.last;
    if (last !== null && last.header.eventId === eventId && last.header.node === node) return last;
    const key = node === '' ? eventId : `${node} ${eventId}`;
    const known = this.open.get(key);
    if (known !== undefined) return this.turnTo(known);
    const fate = this.recent.fateOf(node, stamp);
    if (fate !== null) return fate === 'told' ? 'late-or-repeated' : 'no-execution';
    return this.turnTo(new OpenEvent(key, header, source, position, this.lines));
  }

  /** Most events come whole, one after the other: only those that are left open need to be found again. */
  private turnTo(event: OpenEvent): OpenEvent {
    if (this.last !== null) this.open.set(this.last.key, this.last);
    this.last = event;
    return event;
  }

  private close(event: OpenEvent): void {
    this.forget(event, 'told');
    // Paths and directories alone are the rest of some other system call.
    if (event.outcome === 'succeeded') this.deliver(toExecEvent(event));
    const failure = event.outcome === 'failed' ? toExecFailure(event) : null;
    if (failure !== null) this.deliver(failure);
  }

  private forget(event: OpenEvent, fate: Fate): void {
    if (this.open.size > 0) this.open.delete(event.key);
    this.characters -= event.size;
    this.recent.add(event.header.node, event.header.stamp, fate);
    if (this.last === event) this.last = null;
  }

  private keepBounds(): void {
    const crowded = this.open.size > MOST_OPEN || this.characters > MOST_CHARACTERS;
    if (!crowded && this.lines % LINES_BETWEEN_CHECKS !== 0) return;
    // Room for many at once: a Map's first entry is the farther away, the more were deleted before it.
    const share = crowded ? KEPT_WHEN_CROWDED : 1;
    for (const oldest of this.open.values()) {
      const roomy = this.open.size <= share * MOST_OPEN && this.characters <= share * MOST_CHARACTERS;
      if (roomy && this.lines - oldest.openedAt < PATIENCE_IN_LINES) return;
      this.close(oldest);
    }
  }
}
