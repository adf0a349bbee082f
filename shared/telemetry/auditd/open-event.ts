/**
 * One audit event while its records are still arriving: SYSCALL, EXECVE (one or more), CWD and PATH (one a file),
 * in the kernel's order or any other. auditd drops the end-of-event record before it writes
 * (audit-userspace, src/auditd.c), so completeness is counted: see `complete`.
 */
import { ExecveArguments } from './execve-arguments.ts';
import { numberField, rawField } from './fields.ts';
import type { RecordHeader } from './record-header.ts';
import { isExec } from './syscalls.ts';

/** A record as it came. */
export interface RawRecord {
  readonly line: string;
  readonly body: number;
}

/** An exec opens the program, at most five script interpreters (BINPRM_MAX_RECURSION) and one run-time linker. */
const MOST_FILES = 8;

/** -ENOENT: a file that a shell looks for along PATH, and nearly half of all audited execs. */
const NOT_FOUND = '-2';

/**
 * What a SYSCALL record says of an exec. `maybe`: a successful call on an architecture that isn't known; an EXECVE
 * record, which only an exec has, must then say so. A file that wasn't found is `no-exec`: nothing was there.
 */
export type ExecOutcome = 'succeeded' | 'failed' | 'maybe' | 'no-exec';

/** Reads the outcome of a SYSCALL record. */
export function outcomeOf({ line, body }: RawRecord): ExecOutcome {
  const exec = isExec(rawField(line, 'arch', body) ?? '', rawField(line, 'syscall', body) ?? '');
  if (exec === false) return 'no-exec';
  if (rawField(line, 'success', body) === 'yes') return exec === null ? 'maybe' : 'succeeded';
  return exec === true && rawField(line, 'exit', body) !== NOT_FOUND ? 'failed' : 'no-exec';
}

/** Gathers the records of one event id. */
export class OpenEvent {
  readonly arguments = new ExecveArguments();
  readonly files = new Map<number, RawRecord>();
  syscall: RawRecord | null = null;
  cwd: RawRecord | null = null;
  sawArguments = false;
  outcome: ExecOutcome = 'maybe';
  readonly key: string;
  readonly eventId: string;
  readonly node: string;
  /** Of the record that came first. */
  readonly pointer: { readonly source: string; readonly position: string | number };
  /** When the first record came, counted in lines of the stream. */
  readonly openedAt: number;
  private fileCount: number | null = null;
  private lineSize = 0;

  constructor(key: string, header: RecordHeader, pointer: OpenEvent['pointer'], openedAt: number) {
    this.key = key;
    this.eventId = header.eventId;
    this.node = header.node;
    this.pointer = pointer;
    this.openedAt = openedAt;
  }

  /** Characters kept. */
  get size(): number {
    return this.lineSize + this.arguments.size;
  }

  /** How many files the kernel says it opened (`items=`), null before the SYSCALL record came. */
  get announcedFiles(): number | null {
    return this.fileCount;
  }

  /** Every part that an exec's event has is here. */
  get complete(): boolean {
    if (this.syscall === null || this.cwd === null || this.files.size < (this.fileCount ?? 0)) return false;
    // A failed exec has no EXECVE record.
    return this.outcome === 'failed' || this.arguments.complete;
  }

  addSyscall(record: RawRecord, outcome: ExecOutcome): void {
    if (this.syscall !== null) return;
    this.syscall = record;
    this.outcome = outcome === 'maybe' && this.sawArguments ? 'succeeded' : outcome;
    this.fileCount = Math.min(numberField(record.line, 'items', record.body) ?? 0, MOST_FILES);
    this.lineSize += record.line.length;
  }

  addArguments(record: RawRecord): void {
    this.sawArguments = true;
    if (this.outcome === 'maybe') this.outcome = 'succeeded';
    this.arguments.add(record.line, record.body);
  }

  addCwd(record: RawRecord): void {
    if (this.cwd === null) this.lineSize += record.line.length;
    this.cwd ??= record;
  }

  addFile(record: RawRecord): void {
    const item = numberField(record.line, 'item', record.body);
    if (item === null || item < 0 || item >= MOST_FILES || this.files.has(item)) return;
    this.files.set(item, record);
    this.lineSize += record.line.length;
  }
}
