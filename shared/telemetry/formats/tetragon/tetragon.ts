/**
 * Tetragon's export (protobuf's JSON, a line an event): `process_exec` is an execution that succeeded, everything else
 * happens to a process later. How to have it tell more: docs/formats.md.
 */
import { execEventId } from '../../exec-event.ts';
import { type Instant, parseInstant } from '../../instant.ts';
import { integerOf, isObject, type JsonObject, objectAt, textOf } from '../../json-object.ts';
import type { LineFormat, LineRecord, Reading } from '../../line-format.ts';
import { lineageOf } from './lineage.ts';
import {
  argumentsOf,
  containerOf,
  directoryOf,
  environmentOf,
  flagsOf,
  hasFlag,
  imageOf,
  userOf,
} from './process.ts';

/** `process_exit`, `process_kprobe`, `process_connect` …: there were more of them than one version names. */
function isOtherEvent(object: JsonObject): boolean {
  if (isObject(object['rate_limit_info'])) return true;
  return Object.keys(object).some((name) => {
    const event = name.startsWith('process_') ? object[name] : null;
    return isObject(event) && isObject(event['process']);
  });
}

/** Of a process that was there before Tetragon: its execution was not seen. */
const SEEN_IN_PROC = 'procfs';
/** The name is not whole, so what was executed is not known. */
const NAME_LOST = ['truncfilename', 'errorfilename'] as const;

/** When the image was replaced; older exports have no time beside the process. */
function momentOf(object: JsonObject, process: JsonObject): Instant | null {
  return parseInstant(textOf(process['start_time']) ?? '') ?? parseInstant(textOf(object['time']) ?? '');
}

function readExec(object: JsonObject, exec: JsonObject, pointer: LineRecord['pointer']): Reading {
  const process = objectAt(exec, 'process');
  if (process === null) return { kind: 'unreadable' };
  const flags = flagsOf(process);
  if (hasFlag(flags, SEEN_IN_PROC)) return { kind: 'no-execution' };
  const moment = momentOf(object, process);
  const sourceEventId = textOf(process['exec_id']);
  const exe = imageOf(process);
  const isNameLost = NAME_LOST.some((flag) => hasFlag(flags, flag));
  if (moment === null || sourceEventId === null || exe === null || isNameLost) return { kind: 'unreadable' };
  const host = textOf(object['node_name']) ?? '';
  const told = argumentsOf(process, flags);
  const { ppid, ancestors } = lineageOf(exec, process);
  const event = {
    type: 'exec' as const,
    id: execEventId(host, sourceEventId),
    sourceEventId,
    format: 'tetragon' as const,
    time: moment.time,
    sequence: moment.nanoseconds,
    host,
    pid: integerOf(process['pid']),
    ppid,
    exe,
    argv: told.argv,
    argvFidelity: told.argvFidelity,
    cwd: directoryOf(process, flags),
    user: userOf(process),
    files: [],
    fileCount: null,
    missing: [],
    background: {
      container: containerOf(process, textOf(object['cluster_name'])),
      ancestors,
      environment: environmentOf(process, flags),
      sha256: null,
    },
    pointer,
  };
  return { kind: 'events', events: [event] };
}

function read({ object, pointer }: LineRecord): Reading | null {
  if (object === null) return null;
  const exec = object['process_exec'];
  if (isObject(exec)) return readExec(object, exec, pointer);
  return isOtherEvent(object) ? { kind: 'no-execution' } : null;
}

/** Tetragon's exported events. */
export const tetragon: LineFormat = { name: 'tetragon', read };
