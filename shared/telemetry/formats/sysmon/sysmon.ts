/**
 * Sysmon for Linux (Sysinternals/SysmonForLinux): its event 1, "ProcessCreate", is an execution that succeeded. The image
 * is the kernel's (ebpfKern/sysmonProcCreate.c); the arguments come as one line, joined by blanks.
 */
import {
  type Ancestor,
  type ArgvFidelity,
  type ExecEvent,
  type ExecUser,
  type ExecutedImage,
  execEventId,
  type MissingPart,
} from '../../exec-event.ts';
import { executedImage } from '../../executed-image.ts';
import { type Instant, parseInstant } from '../../instant.ts';
import { joinedWords } from '../../joined-arguments.ts';
import type { LineFormat, LineRecord, Reading } from '../../line-format.ts';
import { sha256Of } from '../../sha256.ts';
import { loginNumber } from '../../unset-id.ts';
import { type EventText, eventTextOf } from './event-text.ts';

const PROCESS_CREATE = '1';
/** Instead of an image of which Sysmon knows nothing. */
const UNKNOWN_PROCESS = '<unknown process>';

function integer(text: string | null): number | null {
  return text !== null && /^\d{1,15}$/.test(text) ? Number(text) : null;
}

function imageIn(event: EventText, name: 'Image' | 'ParentImage'): ExecutedImage | null {
  const path = event.wholeData(name);
  return path === null || path === UNKNOWN_PROCESS ? null : executedImage(path);
}

function argumentsIn(event: EventText): { argv: (string | null)[]; argvFidelity: ArgvFidelity } {
  const line = event.data('CommandLine');
  if (line === null || line.text === '') return { argv: [], argvFidelity: 'none' };
  if (line.whole) return { argv: joinedWords(line.text), argvFidelity: 'joined' };
  // What the last word began is not known.
  return { argv: [...joinedWords(line.text).slice(0, -1), null], argvFidelity: 'truncated' };
}

/** The moment at which it was written: `UtcTime` was seen to be days off, and is all there is where the other is lost. */
function instantIn(event: EventText): Instant | null {
  const written = event.system('SystemTime') ?? event.wholeData('UtcTime');
  return written === null ? null : parseInstant(written);
}

/** `LogonId` is the user's id, `TerminalSessionId` the login's session. */
function userIn(event: EventText): ExecUser {
  const name = event.wholeData('User');
  const uid = integer(event.wholeData('LogonId'));
  const session = loginNumber(integer(event.wholeData('TerminalSessionId')));
  return { uid, euid: null, auid: null, session, tty: null, name };
}

function parentIn(event: EventText, ppid: number | null): Ancestor[] {
  const exe = imageIn(event, 'ParentImage')?.path ?? null;
  const commandLine = event.wholeData('ParentCommandLine');
  return exe === null && commandLine === null ? [] : [{ pid: ppid, exe, commandLine }];
}

/** `MD5=…,SHA256=…` */
function hashIn(event: EventText): string | null {
  const hashes = event.wholeData('Hashes');
  const digest = hashes === null ? null : /(?:^|,)SHA256=([^,]*)/.exec(hashes);
  return sha256Of(digest?.[1]);
}

function missingIn(fidelity: ArgvFidelity, cwd: string | null): MissingPart[] {
  const missing: MissingPart[] = [];
  if (fidelity !== 'joined') missing.push('arguments');
  if (cwd === null) missing.push('working-directory');
  return missing;
}

function execution(event: EventText, { pointer }: LineRecord): Reading {
  // In the order in which they stand in the record.
  const instant = instantIn(event);
  const sourceEventId = event.system('EventRecordID');
  const host = event.system('Computer') ?? '';
  const pid = integer(event.wholeData('ProcessId'));
  const exe = imageIn(event, 'Image');
  const { argv, argvFidelity } = argumentsIn(event);
  const known = argv.some((argument) => argument !== null);
  // Of a process that had vanished everything is "-".
  if (instant === null || sourceEventId === null || (exe === null && !known)) return { kind: 'unreadable' };
  const cwd = event.wholeData('CurrentDirectory');
  const user = userIn(event);
  const sha256 = hashIn(event);
  const ppid = integer(event.wholeData('ParentProcessId'));
  const told: ExecEvent = {
    type: 'exec',
    // The count starts again where Sysmon is installed again.
    id: execEventId(host, `${sourceEventId} at ${instant.time}`),
    sourceEventId,
    format: 'sysmon',
    time: instant.time,
    sequence: integer(sourceEventId) ?? instant.nanoseconds,
    host,
    pid,
    ppid,
    exe,
    argv,
    argvFidelity,
    cwd,
    user,
    files: [],
    fileCount: null,
    missing: missingIn(argvFidelity, cwd),
    background: { container: null, ancestors: parentIn(event, ppid), environment: null, sha256 },
    pointer,
  };
  return { kind: 'events', events: [told] };
}

function read(record: LineRecord): Reading | null {
  if (record.object !== null) return null;
  const event = eventTextOf(record.text);
  if (event === null) return null;
  const id = event.system('EventID');
  if (id === null) return { kind: 'unreadable' };
  return id === PROCESS_CREATE ? execution(event, record) : { kind: 'no-execution' };
}

export const sysmon: LineFormat = { name: 'sysmon', read };
