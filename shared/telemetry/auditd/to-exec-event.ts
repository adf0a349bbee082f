/** Turns the gathered records of one audit event into an ExecEvent. */
import {
  type ExecEvent,
  type ExecFailure,
  type ExecUser,
  execEventId,
  type FileIdentity,
  type MissingPart,
  NO_BACKGROUND,
  type OpenedFile,
} from '../exec-event.ts';
import { executedImage } from '../executed-image.ts';
import { loginNumber } from '../unset-id.ts';
import { type FieldReader, fieldKey } from './fields.ts';
import type { OpenEvent } from './open-event.ts';

/** In the order in which the kernel writes them (kernel/auditsc.c, audit_log_exit and audit_log_task_info). */
const PPID = fieldKey('ppid');
const PID = fieldKey('pid');
const AUID = fieldKey('auid');
const UID = fieldKey('uid');
const EUID = fieldKey('euid');
const TTY = fieldKey('tty');
const SES = fieldKey('ses');
const EXE = fieldKey('exe');
const UID_NAME = fieldKey('UID');
const CWD = fieldKey('cwd');
const NAME = fieldKey('name');
const INODE = fieldKey('inode');
const DEV = fieldKey('dev');
const MODE = fieldKey('mode');
const OUID = fieldKey('ouid');

/** What the SYSCALL record tells of the process. */
interface ProcessFields {
  readonly pid: number | null;
  readonly ppid: number | null;
  readonly user: ExecUser;
  readonly exe: string | null;
}

/** A name that enriching added: in quotes, if the forwarder left them. */
function unquoted(raw: string | null): string | null {
  return raw?.startsWith('"') ? raw.slice(1, raw.endsWith('"') ? -1 : undefined) : raw;
}

function processFields(fields: FieldReader): ProcessFields {
  const ppid = fields.number(PPID);
  const pid = fields.number(PID);
  const auid = loginNumber(fields.number(AUID));
  const uid = fields.number(UID);
  const euid = fields.number(EUID);
  const tty = fields.is(TTY, '(none)') ? null : fields.raw(TTY);
  const session = loginNumber(fields.number(SES));
  const exe = fields.text(EXE);
  const name = unquoted(fields.raw(UID_NAME));
  return { pid, ppid, user: { uid, euid, auid, session, tty, name }, exe };
}

const NO_PROCESS: ProcessFields = {
  pid: null,
  ppid: null,
  user: { uid: null, euid: null, auid: null, session: null, tty: null, name: null },
  exe: null,
};

function openedFile(fields: FieldReader): OpenedFile {
  const name = fields.text(NAME) ?? '';
  const inode = fields.raw(INODE);
  const device = fields.raw(DEV);
  const mode = fields.number(MODE, 8);
  return {
    name,
    // Branding is the only way to make the id; both halves come from the same record.
    identity: inode === null || device === null ? null : (`${device}:${inode}` as FileIdentity),
    mode,
    ownerUid: fields.number(OUID),
  };
}

function cwdOf({ cwd }: OpenEvent): string | null {
  return cwd === null ? null : cwd.text(CWD);
}

/** The files up to the first whose record was lost: a later one must not slip into its place. */
function openedFiles({ files }: OpenEvent): OpenedFile[] {
  const known: OpenedFile[] = [];
  for (const record of files) {
    if (record === undefined) break;
    known.push(openedFile(record));
  }
  return known;
}

/**
 * @param event - whose SYSCALL record, where it has one, is a successful exec
 */
export function toExecEvent(event: OpenEvent): ExecEvent {
  const { syscall, header } = event;
  const { eventId, node } = header;
  const { pid, ppid, user, exe } = syscall === null ? NO_PROCESS : processFields(syscall);
  const { argv, whole } = event.arguments.collect();
  const files = openedFiles(event);
  const fileCount = event.announcedFiles;
  const cwd = cwdOf(event);
  const missing: MissingPart[] = [];
  if (syscall === null) missing.push('process');
  if (!whole) missing.push('arguments');
  if (cwd === null) missing.push('working-directory');
  if (fileCount === null || files.length < fileCount) missing.push('files');
  const { time, sequence } = header.stamp;
  return {
    type: 'exec',
    id: execEventId(node, eventId),
    sourceEventId: eventId,
    format: 'auditd',
    time,
    sequence,
    host: node,
    pid,
    ppid,
    exe: exe === null ? null : executedImage(exe),
    argv,
    argvFidelity: whole ? 'exact' : event.sawArguments ? 'truncated' : 'none',
    cwd,
    user,
    files,
    fileCount,
    missing,
    background: NO_BACKGROUND,
    pointer: { source: event.source, position: event.position },
  };
}

/** The failed attempt that the records tell; null where too little of it is known to be of use. */
export function toExecFailure(event: OpenEvent): ExecFailure | null {
  const { syscall, header } = event;
  const [file] = event.files;
  if (syscall === null || file === undefined) return null;
  const { pid, ppid, user } = processFields(syscall);
  if (pid === null) return null;
  const { time, sequence } = header.stamp;
  return {
    type: 'exec-failure',
    time,
    sequence,
    host: header.node,
    pid,
    ppid,
    name: openedFile(file).name,
    cwd: cwdOf(event),
    user,
  };
}
