/** Turns the gathered records of one audit event into an ExecEvent. */
import type {
  ExecEvent,
  ExecEventId,
  ExecFailure,
  ExecUser,
  ExecutedImage,
  FileIdentity,
  MissingPart,
  OpenedFile,
} from '../exec-event.ts';
import { numberField, rawField, textField } from './fields.ts';
import type { OpenEvent, RawRecord } from './open-event.ts';

/** (uid_t)-1: nobody logged in, as every daemon and container has it. */
const UNSET = 4_294_967_295;
const DELETED = ' (deleted)';
const MEMFD = '/memfd:';
/** rpm renames a file that it replaces while it runs: `/usr/bin/python2.7;58d1ccfb`. */
const REPLACED_BY_RPM = /;[0-9a-f]{8}$/;

/** Reads the kernel's name of an executed file (d_path): " (deleted)" and memfd become flags. */
export function parseImage(exe: string): ExecutedImage {
  const memfd = exe.startsWith(MEMFD);
  const deleted = exe.endsWith(DELETED);
  const path = deleted ? exe.slice(0, -DELETED.length) : exe;
  return { path: path.replace(REPLACED_BY_RPM, ''), deleted: deleted && !memfd, memfd };
}

function setNumber(value: number | null): number | null {
  return value === UNSET || value === -1 ? null : value;
}

function user({ line, body }: RawRecord): ExecUser {
  const name = rawField(line, 'UID', body);
  return {
    uid: numberField(line, 'uid', body),
    euid: numberField(line, 'euid', body),
    auid: setNumber(numberField(line, 'auid', body)),
    session: setNumber(numberField(line, 'ses', body)),
    tty: rawField(line, 'tty', body)?.replace(/^\(none\)$/, '') || null,
    name: name === null ? null : name.replaceAll('"', ''),
  };
}

const NOBODY_KNOWN: ExecUser = { uid: null, euid: null, auid: null, session: null, tty: null, name: null };

function openedFile({ line, body }: RawRecord): OpenedFile {
  const inode = rawField(line, 'inode', body);
  const device = rawField(line, 'dev', body);
  const mode = rawField(line, 'mode', body);
  return {
    name: textField(line, 'name', body) ?? '',
    // Branding is the only way to make the id; both halves come from the same record.
    identity: inode === null || device === null ? null : (`${device}:${inode}` as FileIdentity),
    mode: mode === null || !/^[0-7]{1,11}$/.test(mode) ? null : Number.parseInt(mode, 8),
    ownerUid: numberField(line, 'ouid', body),
  };
}

function splitEventId(eventId: string): { time: number; sequence: number } {
  const [stamp = '0', serial = '0'] = eventId.split(':');
  const [seconds = '0', fraction = '0'] = stamp.split('.');
  return { time: Number(seconds) * 1000 + Number(fraction.padEnd(3, '0')), sequence: Number(serial) };
}

/**
 * @param event - whose SYSCALL record, where it has one, is a successful exec
 */
export function toExecEvent(event: OpenEvent): ExecEvent {
  const { syscall, cwd, eventId, node } = event;
  const { argv, whole } = event.arguments.collect();
  const items = [...event.files.keys()].sort((a, b) => a - b);
  // A lost PATH record must not let a later item slip into an earlier one's place.
  const contiguous = items.filter((item, index) => item === index);
  const files = contiguous.flatMap((item) => event.files.get(item) ?? []).map(openedFile);
  const fileCount = event.announcedFiles;
  const exe = syscall === null ? null : textField(syscall.line, 'exe', syscall.body);
  const workingDirectory = cwd === null ? null : textField(cwd.line, 'cwd', cwd.body);
  const missing: MissingPart[] = [];
  if (syscall === null) missing.push('process');
  if (!whole) missing.push('arguments');
  if (workingDirectory === null) missing.push('working-directory');
  if (fileCount === null || files.length < fileCount) missing.push('files');
  return {
    type: 'exec',
    id: `${node}|${eventId}` as ExecEventId,
    sourceEventId: eventId,
    format: 'auditd',
    ...splitEventId(eventId),
    host: node,
    pid: syscall === null ? null : numberField(syscall.line, 'pid', syscall.body),
    ppid: syscall === null ? null : numberField(syscall.line, 'ppid', syscall.body),
    exe: exe === null ? null : parseImage(exe),
    argv,
    argvFidelity: whole ? 'exact' : event.sawArguments ? 'truncated' : 'none',
    cwd: workingDirectory,
    user: syscall === null ? NOBODY_KNOWN : user(syscall),
    files,
    fileCount,
    missing,
    pointer: { source: event.pointer.source, position: String(event.pointer.position) },
  };
}

/** The failed attempt that the records tell; null where too little of it is known to be of use. */
export function toExecFailure({ syscall, cwd, files, eventId, node }: OpenEvent): ExecFailure | null {
  const file = files.get(0);
  const pid = syscall === null ? null : numberField(syscall.line, 'pid', syscall.body);
  if (syscall === null || file === undefined || pid === null) return null;
  return {
    type: 'exec-failure',
    ...splitEventId(eventId),
    host: node,
    pid,
    ppid: numberField(syscall.line, 'ppid', syscall.body),
    name: openedFile(file).name,
    cwd: cwd === null ? null : textField(cwd.line, 'cwd', cwd.body),
    user: user(syscall),
  };
}
