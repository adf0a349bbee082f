/**
 * Lines in, executions out: gathers the records of each audit event, which arrive cut, interleaved with others, twice
 * or out of order, and gives each execution once.
 *
 * Bounded whatever comes: at most MOST_OPEN events and MOST_CHARACTERS of text wait at a time; beyond that the
 * oldest is given up as it is, with what is missing named.
 */
import type { TelemetryEvent } from '../exec-event.ts';
import { splitJoinedRecords } from './joined-records.ts';
import { unwrapJson } from './json-wrapper.ts';
import { OpenEvent, outcomeOf } from './open-event.ts';
import { RecentIds } from './recent-ids.ts';
import { parseRecordHeader, type RecordHeader } from './record-header.ts';
import { toExecEvent, toExecFailure } from './to-exec-event.ts';

const MOST_OPEN = 8192;
const MOST_CHARACTERS = 32 * 1024 * 1024;
/** Lines after which an event that lacks something is given up: three hundred foreign lines between two records have been seen, this is far beyond. */
const PATIENCE_IN_LINES = 200_000;

/** Why a line was not used as the record of an execution. */
export type UnusedLine =
  /** No audit record, or one that is cut in its head. */
  | 'not-audit'
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
  private readonly closed = new RecentIds();
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
  push(line: string, source: string, position: string | number): UnusedLine | null {
    this.lines++;
    const header = parseRecordHeader(line);
    if (header === null) return this.pushWrapped(line, source, position);
    if (header.type === 'other') return 'other-record';
    const joined = splitJoinedRecords(line, header);
    if (joined === null) return this.record(line, header, { source, position });
    for (const part of joined) this.push(part, source, position);
    return null;
  }

  /** Gives up waiting: delivers whatever is still open as far as it is known. Call at the end of the source. */
  flush(): void {
    for (const event of [...this.open.values()]) this.close(event);
  }

  private pushWrapped(line: string, source: string, position: string | number): UnusedLine | null {
    if (INTERPRETED.test(line)) return 'interpreted';
    const records = unwrapJson(line);
    if (records === null) return 'not-audit';
    for (const record of records) this.push(record, source, position);
    return null;
  }

  private record(line: string, header: RecordHeader, pointer: OpenEvent['pointer']): UnusedLine | null {
    const event = this.eventOf(header, pointer);
    if (event === null) return 'late-or-repeated';
    const before = event.size;
    const record = { line, body: header.body };
    switch (header.type) {
      case 'SYSCALL': {
        const outcome = outcomeOf(record);
        if (outcome === 'no-exec') {
          this.forget(event);
          return 'no-execution';
        }
        event.addSyscall(record, outcome);
        break;
      }
      case 'EXECVE':
        event.addArguments(record);
        break;
      case 'CWD':
        event.addCwd(record);
        break;
      case 'PATH':
        event.addFile(record);
        break;
      case 'other':
        break;
    }
    this.characters += event.size - before;
    if (event.complete) this.close(event);
    else this.keepBounds();
    return null;
  }

  private eventOf(header: RecordHeader, pointer: OpenEvent['pointer']): OpenEvent | null {
    const { eventId, node } = header;
    const last = this.last;
    if (last !== null && last.eventId === eventId && last.node === node) return last;
    const key = node === '' ? eventId : `${node} ${eventId}`;
    const known = this.open.get(key);
    if (known !== undefined) {
      this.last = known;
      return known;
    }
    if (this.closed.has(key)) return null;
    const event = new OpenEvent(key, header, pointer, this.lines);
    this.open.set(key, event);
    this.last = event;
    return event;
  }

  private close(event: OpenEvent): void {
    this.forget(event);
    // Paths and directories alone are the rest of some other system call.
    if (event.outcome === 'succeeded') this.deliver(toExecEvent(event));
    const failure = event.outcome === 'failed' ? toExecFailure(event) : null;
    if (failure !== null) this.deliver(failure);
  }

  private forget(event: OpenEvent): void {
    this.open.delete(event.key);
    this.characters -= event.size;
    this.closed.add(event.key);
    if (this.last === event) this.last = null;
  }

  private keepBounds(): void {
    for (const oldest of this.open.values()) {
      const crowded = this.open.size > MOST_OPEN || this.characters > MOST_CHARACTERS;
      if (!crowded && this.lines - oldest.openedAt < PATIENCE_IN_LINES) return;
      this.close(oldest);
    }
  }
}
