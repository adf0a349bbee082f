/**
 * One audit event while its records are still arriving: SYSCALL, EXECVE (one or more), CWD and PATH (one a file),
 * in the kernel's order or any other. auditd drops the end-of-event record before it writes
 * (audit-userspace, src/auditd.c), so completeness is counted: see `complete`.
 */
import { ExecveArguments } from './execve-arguments.ts';
import { type FieldReader, fieldKey } from './fields.ts';
import type { RecordHeader } from './record-header.ts';
import { isExec } from './syscalls.ts';

const ARCH = fieldKey('arch');
const SYSCALL = fieldKey('syscall');
const SUCCESS = fieldKey('success');
const EXIT = fieldKey('exit');
const ITEMS = fieldKey('items');
const ITEM = fieldKey('item');

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
export function outcomeOf(fields: FieldReader): ExecOutcome {
  const commonest = fields.is(ARCH, 'c000003e') && fields.is(SYSCALL, '59');
  const exec = commonest || isExec(fields.raw(ARCH) ?? '', fields.raw(SYSCALL) ?? '');
  if (exec === false) return 'no-exec';
  if (fields.is(SUCCESS, 'yes')) return exec === null ? 'maybe' : 'succeeded';
  return exec === true && !fields.is(EXIT, NOT_FOUND) ? 'failed' : 'no-exec';
}

/** Gathers the records of one event id. */
export class OpenEvent {
  readonly arguments = new ExecveArguments();
  /** By item number: the program first, its run-time linker last. */
  readonly files: (FieldReader | undefined)[] = [];
  syscall: FieldReader | null = null;
  cwd: FieldReader | null = null;
  sawArguments = false;
  outcome: ExecOutcome = 'maybe';
  readonly key: string;
  /** Of the record that came first. */
  readonly header: RecordHeader;
  /** Of the record that came first. */
  readonly source: string;
  readonly position: string | number;
  /** When the first record came, counted in lines of the stream. */
  readonly openedAt: number;
  private fileCount: number | null = null;
  private fileRecords = 0;
  private lineSize = 0;

  constructor(
    key: string,
    header: RecordHeader,
    source: string,
    position: string | number,
    openedAt: number,
  ) {
    this.key = key;
    this.header = header;
    this.source = source;
    this.position = position;
    this.openedAt = openedAt;
  }

  /** Characters kept. */
  get size(): number {
    return this.lineSize + this.arguments.size;
  }

  /** How many files the kernel says it opened (`items=`), null where no SYSCALL record told. */
  get announcedFiles(): number | null {
    return this.fileCount;
  }

  /** Every part that an exec's event has is here. */
  get complete(): boolean {
    if (this.syscall === null || this.cwd === null || this.fileCount === null) return false;
    if (this.fileRecords < this.fileCount) return false;
    // A failed exec has no EXECVE record.
    return this.outcome === 'failed' || this.arguments.complete;
  }

  addSyscall(record: FieldReader, outcome: ExecOutcome): void {
    if (this.syscall !== null) return;
    this.syscall = record;
    this.outcome = outcome === 'maybe' && this.sawArguments ? 'succeeded' : outcome;
    const items = record.number(ITEMS);
    this.fileCount = items === null || items < 0 ? null : Math.min(items, MOST_FILES);
    this.lineSize += record.size;
  }

  addArguments(line: string, body: number): void {
    this.sawArguments = true;
    if (this.outcome === 'maybe') this.outcome = 'succeeded';
    this.arguments.add(line, body);
  }

  addCwd(record: FieldReader): void {
    if (this.cwd === null) this.lineSize += record.size;
    this.cwd ??= record;
  }

  addFile(record: FieldReader): void {
    const item = record.number(ITEM);
    if (item === null || item < 0 || item >= MOST_FILES || this.files[item] !== undefined) return;
    this.files[item] = record;
    this.fileRecords++;
    this.lineSize += record.size;
  }
}
