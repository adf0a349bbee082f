/**
 * A row of process_events or bpf_process_events, of whose columns a query may have asked for any. Which table it is from
 * is not told: the query has a name of its own.
 */
import { hash } from 'node:crypto';
import { decodeHex } from '../../byte-string.ts';
import { type Background, type ExecEvent, execEventId, NO_BACKGROUND } from '../../exec-event.ts';
import { executedImage } from '../../executed-image.ts';
import { integerOf, type JsonObject, textOf } from '../../json-object.ts';
import { sha256Of } from '../../sha256.ts';
import { loginNumber } from '../../unset-id.ts';
import { commandLineArguments, listedArguments } from './command-line.ts';

/** Of the table `processes`, which lists what runs; and of es_process_events, which is macOS's. */
function isOfOtherTable(row: JsonObject): boolean {
  return (
    'on_disk' in row ||
    'start_time' in row ||
    'state' in row ||
    'resident_size' in row ||
    'event_type' in row ||
    'codesigning_flags' in row
  );
}

/** What every row of one result shares. */
export interface Result {
  /** Of the query, with its pack. */
  readonly name: string;
  readonly host: string;
  /** Seconds since 1970: when osquery wrote it. */
  readonly writtenAt: number | null;
  readonly pointer: ExecEvent['pointer'];
}

/** Does the row tell of an exec that succeeded? */
export function isExecution(row: JsonObject, { name }: Result): boolean {
  if (!('path' in row) || !('cmdline' in row || 'json_cmdline' in row)) return false;
  if (isOfOtherTable(row)) return false;
  if (!('time' in row) && !name.includes('process_events')) return false;
  const call = textOf(row['syscall']);
  const failed = row['status'] === 'failed' || (integerOf(row['exit_code']) ?? 0) !== 0;
  return (call === null || call === 'execve' || call === 'execveat') && !failed;
}

/** Left as the audit record has it: in quotes, or in hexadecimal. */
function directoryOf(row: JsonObject): string | null {
  const cwd = textOf(row['cwd']);
  if (cwd === null) return null;
  const unquoted = cwd.startsWith('"') && cwd.endsWith('"') && cwd.length > 1 ? cwd.slice(1, -1) : cwd;
  const decoded = unquoted.startsWith('/') ? unquoted : (decodeHex(unquoted) ?? unquoted);
  return decoded.startsWith('/') ? decoded : null;
}

/** There is no id: the row itself tells one execution from the next. */
function idOf(row: JsonObject, seconds: number, pid: number | null, parent: number | null): string {
  const path = textOf(row['path']) ?? '';
  const line = textOf(row['cmdline']) ?? '';
  const list = textOf(row['json_cmdline']) ?? '';
  const told = JSON.stringify([path, line, list, String(parent ?? ''), String(integerOf(row['tid']) ?? '')]);
  return `${seconds}:${pid ?? ''}:${hash('sha256', told, 'hex').slice(0, 12)}`;
}

function backgroundOf(row: JsonObject): Background {
  const sha256 = sha256Of(row['sha256']);
  return sha256 === null ? NO_BACKGROUND : { ...NO_BACKGROUND, sha256 };
}

/** @returns null where it says neither what was executed nor when */
export function executionOf(row: JsonObject, { host, writtenAt, pointer }: Result): ExecEvent | null {
  // Without the column the result's own time is at most a query's interval away.
  const seconds = integerOf(row['time']) ?? writtenAt;
  const path = textOf(row['path']);
  const told =
    listedArguments(textOf(row['json_cmdline']) ?? '') ?? commandLineArguments(textOf(row['cmdline']) ?? '');
  if (seconds === null || seconds < 0 || (path === null && told.argv.length === 0)) return null;
  const pid = integerOf(row['pid']);
  const parent = integerOf(row['parent']);
  const sourceEventId = idOf(row, seconds, pid, parent);
  return {
    type: 'exec',
    id: execEventId(host, sourceEventId),
    sourceEventId,
    format: 'osquery',
    time: seconds * 1000,
    sequence: 0,
    host,
    pid,
    ppid: parent === null || parent <= 0 ? null : parent,
    exe: path === null ? null : executedImage(path),
    argv: told.argv,
    argvFidelity: told.argvFidelity,
    cwd: directoryOf(row),
    user: {
      uid: integerOf(row['uid']),
      euid: integerOf(row['euid']),
      auid: loginNumber(integerOf(row['auid'])),
      session: null,
      tty: null,
      name: textOf(row['username']),
    },
    files: [],
    fileCount: null,
    missing: [],
    background: backgroundOf(row),
    pointer,
  };
}
