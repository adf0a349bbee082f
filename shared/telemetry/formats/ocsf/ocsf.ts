/**
 * OCSF's Process Activity (class 1007), as agents and Security Lake's custom sources write it. Launch is an execution;
 * every other activity, and every other class, is not.
 */
import { hash } from 'node:crypto';
import { type ExecEvent, execEventId } from '../../exec-event.ts';
import { executedImage } from '../../executed-image.ts';
import { type Instant, parseInstant } from '../../instant.ts';
import { integerOf, type JsonObject, objectAt, textAt, textOf } from '../../json-object.ts';
import type { LineFormat, LineRecord, Reading } from '../../line-format.ts';
import { ancestorsOf, argumentsOf, containerOf, environmentOf, pathOf, sha256In, userOf } from './process.ts';

const PROCESS_ACTIVITY = 1007;
const LAUNCH = 1;
/** `status_id`: the file was not executed. */
const FAILURE = 2;

/** Milliseconds, as the schema has it; seconds, microseconds and nanoseconds are seen in the wild. */
function instantOfNumber(value: number): Instant | null {
  const digits = Math.floor(Math.log10(value)) + 1;
  if (!(value > 0) || digits < 9 || digits > 19) return null;
  const scale = digits <= 11 ? 1e-3 : digits <= 14 ? 1 : digits <= 17 ? 1e3 : 1e6;
  return { time: Math.floor(value / scale), nanoseconds: 0 };
}

function momentAt(object: JsonObject | null, name: string): Instant | null {
  const value = object?.[name];
  if (typeof value === 'number') return instantOfNumber(value);
  const text = textAt(object, name) ?? '';
  if (/^\d{9,19}$/.test(text)) return instantOfNumber(Number(text));
  return parseInstant(text) ?? parseInstant(textAt(object, `${name}_dt`) ?? '');
}

/** `type_uid` is the class and the activity in one number. */
function activityOf(object: JsonObject): number | null {
  const type = integerOf(object['type_uid']);
  const named = textOf(object['activity_name']) === 'Launch' ? LAUNCH : null;
  return integerOf(object['activity_id']) ?? (type === null ? named : type % 100);
}

/** The class holds for every system; where it is another, its loaders are none of ours. */
function isOfOtherSystem(object: JsonObject, process: JsonObject): boolean {
  const system = objectAt(objectAt(object, 'device'), 'os');
  const name = `${textOf(system?.['type']) ?? ''} ${textOf(system?.['name']) ?? ''}`;
  return /\b(?:windows|macos)\b/i.test(name) || /^(?:[A-Za-z]:)?\\/.test(pathOf(process) ?? '');
}

/** `metadata.uid` alone would make one of all events where a source puts its own id there. */
function ownId(process: JsonObject, uid: string | null, path: string | null, time: number): string {
  const what = [uid, textOf(process['uid']), path, textOf(process['cmd_line'])];
  const digest = hash('sha256', JSON.stringify(what), 'hex').slice(0, 12);
  return `${time}:${integerOf(process['pid']) ?? ''}:${digest}`;
}

function execution(
  object: JsonObject,
  process: JsonObject,
  pointer: LineRecord['pointer'],
): ExecEvent | null {
  const moment = momentAt(object, 'time') ?? momentAt(process, 'created_time');
  const path = pathOf(process);
  const exe = path === null ? null : executedImage(path);
  const told = argumentsOf(process);
  if (moment === null || (exe === null && told.argv.length === 0)) return null;
  const device = objectAt(object, 'device');
  const host = textOf(device?.['hostname']) ?? textOf(device?.['name']) ?? '';
  const uid = textOf(objectAt(object, 'metadata')?.['uid']);
  const own = ownId(process, uid, path, moment.time);
  const pid = integerOf(process['pid']);
  const ancestors = ancestorsOf(process, objectAt(objectAt(object, 'actor'), 'process'));
  return {
    type: 'exec',
    id: execEventId(host, own),
    sourceEventId: uid ?? own,
    format: 'ocsf',
    time: moment.time,
    sequence: moment.nanoseconds,
    host,
    pid,
    ppid: ancestors[0]?.pid ?? null,
    exe,
    argv: told.argv,
    argvFidelity: told.argvFidelity,
    cwd: textOf(process['working_directory']),
    user: userOf(process),
    files: [],
    fileCount: null,
    missing: [],
    background: {
      container: containerOf(process),
      ancestors,
      environment: environmentOf(process),
      sha256: sha256In(process),
    },
    pointer,
  };
}

function read({ object, pointer }: LineRecord): Reading | null {
  const classId = integerOf(object?.['class_uid']);
  if (object === null || classId === null) return null;
  if (classId !== PROCESS_ACTIVITY)
    return objectAt(object, 'metadata') === null ? null : { kind: 'no-execution' };
  const activity = activityOf(object);
  const failed = integerOf(object['status_id']) === FAILURE;
  if (failed || (activity !== null && activity !== LAUNCH)) return { kind: 'no-execution' };
  const process = objectAt(object, 'process');
  // Which activity it is has to be told.
  if (process === null || activity === null) return { kind: 'unreadable' };
  if (isOfOtherSystem(object, process)) return { kind: 'no-execution' };
  const event = execution(object, process, pointer);
  return event === null ? { kind: 'unreadable' } : { kind: 'events', events: [event] };
}

export const ocsf: LineFormat = { name: 'ocsf', read };
