/**
 * laurel (threathunters-io/laurel, man/laurel.8.md): an auditd plug-in that writes each event of the audit system as one
 * line of JSON: `{"ID":"1615114232.375:15558","SYSCALL":{…},"EXECVE":{…},"CWD":{…},"PATH":[…]}`.
 */
import { parseEventId } from '../../auditd/event-id.ts';
import { isExec } from '../../auditd/syscalls.ts';
import { type ExecUser, execEventId, type OpenedFile } from '../../exec-event.ts';
import { executedImage } from '../../executed-image.ts';
import { integerAt, type JsonObject, listAt, objectAt, textAt } from '../../json-object.ts';
import type { LineFormat, LineRecord, Reading } from '../../line-format.ts';
import { loginNumber } from '../../unset-id.ts';
import { readExactly } from '../../whole-number.ts';
import { announcedFiles, hasRoundedInode, pathFiles } from '../audit-paths.ts';
import { type AuditOutcome, auditReading } from '../audit-reading.ts';
import { laurelArguments } from './arguments.ts';
import { laurelBackground } from './background.ts';
import { decodePercent } from './percent.ts';

/** -ENOENT, as in auditd/open-event.ts. */
const NOT_FOUND: readonly unknown[] = [-2, '-2', 'ENOENT'];

/** What `prefix` of the configuration puts before the names of fields that laurel adds; empty for nothing. */
function prefixOf(syscall: JsonObject | null, execve: JsonObject | null): string {
  if (execve !== null) {
    if ('ARGV' in execve || 'ARGV_STR' in execve) return '';
    const added = Object.keys(execve).find((key) => key.endsWith('ARGV') || key.endsWith('ARGV_STR'));
    if (added !== undefined) return added.slice(0, added.lastIndexOf('ARGV'));
  }
  const added = Object.keys(syscall ?? {}).find((key) => key.endsWith('ARGV'));
  return added?.slice(0, -'ARGV'.length) ?? '';
}

/** The translated name is auditd's own, or laurel's with its prefix. */
function translated(syscall: JsonObject, name: string, prefix: string): string | null {
  return textAt(syscall, name) ?? textAt(syscall, `${prefix}${name}`);
}

function textOf(object: JsonObject | null, key: string): string | null {
  const text = textAt(object, key);
  return text === null ? null : decodePercent(text);
}

/** Of an exec, by the name of the call where it is translated, otherwise by its number. */
function isExecCall(syscall: JsonObject, prefix: string): boolean {
  const name = translated(syscall, 'SYSCALL', prefix);
  if (name === 'execve' || name === 'execveat') return true;
  const arch = textAt(syscall, 'arch')?.replace(/^0x/, '') ?? '';
  return isExec(arch, String(integerAt(syscall, 'syscall'))) === true;
}

/** Null where it is no exec. */
function outcomeOf(
  syscall: JsonObject | null,
  execve: JsonObject | null,
  prefix: string,
): AuditOutcome | null {
  if (syscall === null) return execve === null ? null : 'succeeded';
  // Only an exec has arguments of its own.
  if (execve === null && !isExecCall(syscall, prefix)) return null;
  const { success } = syscall;
  if (success === 'yes' || (success === undefined && execve !== null)) return 'succeeded';
  return NOT_FOUND.includes(syscall['exit']) ? 'not-found' : 'failed';
}

function userOf(syscall: JsonObject | null, prefix: string): ExecUser {
  const tty = textAt(syscall, 'tty');
  return {
    uid: integerAt(syscall, 'uid'),
    euid: integerAt(syscall, 'euid'),
    auid: loginNumber(integerAt(syscall, 'auid')),
    session: loginNumber(integerAt(syscall, 'ses')),
    tty: tty === '(none)' ? null : tty,
    name: syscall === null ? null : translated(syscall, 'UID', prefix),
  };
}

function filesOf(record: LineRecord): OpenedFile[] {
  const paths = listAt(record.object, 'PATH');
  return pathFiles(hasRoundedInode(paths) ? listAt(readExactly(record), 'PATH') : paths, decodePercent);
}

function read(record: LineRecord): Reading | null {
  const { object, pointer } = record;
  const sourceEventId = object?.['ID'];
  if (object === null || typeof sourceEventId !== 'string') return null;
  const stamp = parseEventId(sourceEventId);
  if (stamp === null) return null;
  const syscall = objectAt(object, 'SYSCALL');
  const execve = objectAt(object, 'EXECVE');
  const prefix = prefixOf(syscall, execve);
  const outcome = outcomeOf(syscall, execve, prefix);
  if (outcome === null) return { kind: 'no-execution' };
  const exe = textOf(syscall, 'exe');
  const host = textOf(object, 'NODE') ?? '';
  const { argv, fidelity } = laurelArguments(execve, prefix);
  return auditReading(outcome, {
    type: 'exec',
    id: execEventId(host, sourceEventId),
    sourceEventId,
    format: 'laurel',
    time: stamp.time,
    sequence: stamp.sequence,
    host,
    pid: integerAt(syscall, 'pid'),
    ppid: integerAt(syscall, 'ppid'),
    exe: exe === null ? null : executedImage(exe),
    argv,
    argvFidelity: fidelity,
    cwd: textOf(objectAt(object, 'CWD'), 'cwd'),
    user: userOf(syscall, prefix),
    files: filesOf(record),
    fileCount: announcedFiles(integerAt(syscall, 'items')),
    background: laurelBackground(object, syscall, execve, prefix),
    pointer,
  });
}

export const laurel: LineFormat = { name: 'laurel', read };
