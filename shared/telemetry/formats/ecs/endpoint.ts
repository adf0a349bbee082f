/** An execution as Elastic Defend tells it (elastic/endpoint-package, `endpoint.events.process`). */
import { type ExecEvent, type ExecUser, execEventId } from '../../exec-event.ts';
import { executedImage } from '../../executed-image.ts';
import { parseInstant } from '../../instant.ts';
import { integerAt, type JsonObject, objectAt, textAt } from '../../json-object.ts';
import type { LineRecord, Reading } from '../../line-format.ts';
import { sha256Of } from '../../sha256.ts';
import { ecsArguments } from './arguments.ts';
import { ecsAncestors, ecsContainer, ecsEnvironment } from './background.ts';
import { ecsHost } from './host.ts';

/** Actions are one text or a list: a process that soon ended may have its fork, exec and end in one record. */
function isExec(event: JsonObject | null): boolean {
  const action = event?.['action'];
  return action === 'exec' || (Array.isArray(action) && action.includes('exec'));
}

/** `process.user` is who it acts as, `process.real_user` who it is; the login's user is not told. */
function userOf(record: JsonObject, process: JsonObject): ExecUser {
  const user = objectAt(process, 'user') ?? objectAt(record, 'user');
  const real = objectAt(process, 'real_user') ?? user;
  return {
    uid: integerAt(real, 'id'),
    euid: integerAt(user, 'id'),
    auid: null,
    session: null,
    tty: null,
    name: textAt(real, 'name'),
  };
}

/** Reads a record of Elastic Defend's processes. */
export function readEndpoint({ pointer }: LineRecord, object: JsonObject): Reading {
  const event = objectAt(object, 'event');
  const process = objectAt(object, 'process');
  const system = textAt(objectAt(objectAt(object, 'host'), 'os'), 'type');
  // Windows' and macOS's processes are of the same data stream.
  if (!isExec(event) || (system !== null && system !== 'linux')) return { kind: 'no-execution' };
  const instant = parseInstant(textAt(object, '@timestamp') ?? '');
  const sourceEventId = textAt(event, 'id') ?? textAt(process, 'entity_id');
  const exe = textAt(process, 'executable');
  const { argv, fidelity } = ecsArguments(process, integerAt(process, 'args_count'));
  if (process === null || instant === null || sourceEventId === null) return { kind: 'unreadable' };
  if (exe === null && argv.length === 0) return { kind: 'unreadable' };
  const host = ecsHost(object);
  const execution: ExecEvent = {
    type: 'exec',
    id: execEventId(host, sourceEventId),
    sourceEventId,
    format: 'ecs',
    time: instant.time,
    sequence: Math.max(integerAt(event, 'sequence') ?? instant.nanoseconds, 0),
    host,
    pid: integerAt(process, 'pid'),
    ppid: integerAt(objectAt(process, 'parent'), 'pid'),
    exe: exe === null ? null : executedImage(exe),
    argv,
    argvFidelity: fidelity,
    cwd: textAt(process, 'working_directory'),
    user: userOf(object, process),
    files: [],
    fileCount: null,
    missing: fidelity === 'exact' ? [] : ['arguments'],
    background: {
      container: ecsContainer(object),
      ancestors: ecsAncestors(process),
      environment: ecsEnvironment(process),
      sha256: sha256Of(objectAt(process, 'hash')?.['sha256']),
    },
    pointer,
  };
  return { kind: 'events', events: [execution] };
}
