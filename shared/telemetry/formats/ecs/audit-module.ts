/** An execution as the auditd module of Auditbeat and Elastic Agent, or aucoalesce itself, tells it. */
import { type EventStamp, parseEventId } from '../../auditd/event-id.ts';
import { type ExecEvent, type ExecUser, execEventId, type OpenedFile } from '../../exec-event.ts';
import { executedImage } from '../../executed-image.ts';
import { parseInstant } from '../../instant.ts';
import { integerAt, type JsonObject, listAt, objectAt, textAt } from '../../json-object.ts';
import type { LineRecord, Reading } from '../../line-format.ts';
import { sha256Of } from '../../sha256.ts';
import { loginNumber } from '../../unset-id.ts';
import { readExactly } from '../../whole-number.ts';
import { announcedFiles, hasRoundedInode, pathFiles } from '../audit-paths.ts';
import { type AuditOutcome, auditReading } from '../audit-reading.ts';
import { argcOf, ecsArguments } from './arguments.ts';
import { ecsAncestors, ecsContainer, ecsEnvironment } from './background.ts';
import { type AuditDialect, dialectOf } from './dialect.ts';
import { ecsHost } from './host.ts';

const EXEC_CALLS: readonly unknown[] = ['execve', 'execveat'];
/** ENOENT by its name, as aucoalesce writes it, or its number. */
const NOT_FOUND: readonly unknown[] = ['ENOENT', '-2', -2];

/** Null where it is no exec. */
function outcomeOf(record: JsonObject, { audit, action }: AuditDialect): AuditOutcome | null {
  const data = objectAt(audit, 'data');
  if (action !== 'executed' && !EXEC_CALLS.includes(data?.['syscall'])) return null;
  const result = textAt(audit, 'result') ?? textAt(objectAt(record, 'event'), 'outcome');
  if (result !== 'fail' && result !== 'failure') return 'succeeded';
  return NOT_FOUND.includes(data?.['exit']) ? 'not-found' : 'failed';
}

/** The kernel's own id, `SEC.MS:SERIAL`, which the host's audit log has too, and what it says. */
interface AuditId extends EventStamp {
  readonly sourceEventId: string;
}

/** Null where the record has no time. */
function auditId(record: JsonObject, { process, sequence }: AuditDialect): AuditId | null {
  const instant = parseInstant(textAt(record, '@timestamp') ?? '');
  if (instant === null) return null;
  const { time } = instant;
  const moment = `${Math.floor(time / 1000)}.${String(time % 1000).padStart(3, '0')}`;
  if (sequence !== null) {
    const sourceEventId = `${moment}:${sequence}`;
    return parseEventId(sourceEventId) === null ? null : { sourceEventId, time, sequence };
  }
  // One process executes once in a millisecond, as good as always.
  return { sourceEventId: `${moment} process ${integerAt(process, 'pid') ?? '?'}`, time, sequence: 0 };
}

function userOf({ audit, user }: AuditDialect): ExecUser {
  const tty = textAt(objectAt(audit, 'data'), 'tty');
  return {
    uid: user.uid,
    euid: user.euid,
    auid: loginNumber(user.auid),
    session: loginNumber(integerAt(audit, 'session')),
    tty: tty === '(none)' ? null : tty,
    name: user.name,
  };
}

/** Of the kernel's PATH records, which are all there; otherwise the first of them, which ECS has as `file.path`. */
function filesOf(record: LineRecord, { audit }: AuditDialect): Pick<ExecEvent, 'files' | 'fileCount'> {
  const paths = listAt(audit, 'paths');
  if (paths.length > 0) {
    const exact = hasRoundedInode(paths) ? readExactly(record) : null;
    const files = pathFiles(exact === null ? paths : listAt(dialectOf(exact)?.audit ?? null, 'paths'));
    return { files, fileCount: announcedFiles(paths.length) };
  }
  const name = textAt(objectAt(record.object, 'file'), 'path');
  const file: OpenedFile[] = name === null ? [] : [{ name, identity: null, mode: null, ownerUid: null }];
  return { files: file, fileCount: null };
}

/** Reads a record of the module. */
export function readAuditModule(record: LineRecord, object: JsonObject, dialect: AuditDialect): Reading {
  const outcome = outcomeOf(object, dialect);
  if (outcome === null) return { kind: 'no-execution' };
  const id = auditId(object, dialect);
  if (id === null) return { kind: 'unreadable' };
  const { process, audit } = dialect;
  const exe = textAt(process, 'executable') ?? textAt(process, 'exe');
  const host = ecsHost(object);
  const { argv, fidelity } = ecsArguments(process, argcOf(objectAt(audit, 'data')));
  const { files, fileCount } = filesOf(record, dialect);
  return auditReading(outcome, {
    type: 'exec',
    id: execEventId(host, id.sourceEventId),
    sourceEventId: id.sourceEventId,
    format: 'ecs',
    time: id.time,
    sequence: id.sequence,
    host,
    pid: integerAt(process, 'pid'),
    ppid: integerAt(objectAt(process, 'parent'), 'pid') ?? integerAt(process, 'ppid'),
    exe: exe === null ? null : executedImage(exe),
    argv,
    argvFidelity: fidelity,
    cwd: textAt(process, 'working_directory') ?? textAt(process, 'cwd'),
    user: userOf(dialect),
    files,
    fileCount,
    background: {
      container: ecsContainer(object),
      ancestors: ecsAncestors(process),
      environment: ecsEnvironment(process),
      sha256: sha256Of(objectAt(process, 'hash')?.['sha256']),
    },
    pointer: record.pointer,
  });
}
