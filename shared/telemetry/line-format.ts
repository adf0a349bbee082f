/**
 * One way in which a tool writes executions, a record a line. A new one is a file in `formats/`, its fixtures and a line
 * in registry.ts. (auditd is none of them: its executions are spread over many lines, see auditd/.)
 */
import type { RawPointer, SourceFormat, TelemetryEvent } from './exec-event.ts';
import type { JsonObject } from './json-object.ts';

/** One record, without what shippers put around it. */
export interface LineRecord {
  /** As it was written: numbers past 2^53 are whole only here. */
  readonly text: string;
  /** Null where the record is no JSON. */
  readonly object: JsonObject | null;
  /** The keys that lead to it in the object that `text` is; none where it is the whole of it. */
  readonly path: readonly string[];
  readonly pointer: RawPointer;
}

/** What a record of a format is. */
export type Reading =
  | { readonly kind: 'events'; readonly events: readonly TelemetryEvent[] }
  /** Tells no execution: another kind of record, an execution that failed and concerns nobody, a process that was there before. */
  | { readonly kind: 'no-execution' }
  /** Should tell an execution, and lacks what it can't be told without. */
  | { readonly kind: 'unreadable' };

/** One format. */
export interface LineFormat {
  readonly name: SourceFormat;
  /**
   * Reads a record. Never throws, whatever it holds.
   *
   * @returns null where it is another format's: found out first and cheaply, most lines of a log are
   */
  read(record: LineRecord): Reading | null;
}
