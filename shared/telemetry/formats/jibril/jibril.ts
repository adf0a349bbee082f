/**
 * Jibril (Garnet Labs): detections, each with the process that did it, its ancestors and containers. It tells of an
 * execution only where one of its recipes is about it: `prev_exe` and its like are the image before, and no execution.
 */
import { containerTold } from '../../container.ts';
import { type Ancestor, type Container, type ExecEvent, execEventId } from '../../exec-event.ts';
import { parseInstant } from '../../instant.ts';
import { integerAt, isObject, type JsonObject, listAt, objectAt, textAt } from '../../json-object.ts';
import type { LineFormat, LineRecord, Reading } from '../../line-format.ts';
import { ancestorOf, environmentOf, filesOf, imageOf, wordsOf } from './process.ts';

/** Ancestors that are kept. */
const MOST_ANCESTORS = 32;

/** What a detection that is not about an execution is about. */
const OTHER_SUBJECTS = ['file', 'flow', 'ip', 'names', 'network', 'assertions'] as const;

/** Executions may name the executed file too, from version 2 on. */
function isExecution(record: JsonObject, metadata: JsonObject): boolean {
  if (objectAt(record, 'process') === null) return false;
  return /exec/i.test(textAt(metadata, 'kind') ?? '') || !OTHER_SUBJECTS.some((subject) => subject in record);
}

/** The scenario, which is one object, or several by their kind. */
function scenariosOf(record: JsonObject): JsonObject[] {
  const told = objectAt(record, 'scenarios') ?? objectAt(record, 'scenario');
  return told === null ? [] : [told, ...Object.values(told).filter(isObject)];
}

function scenarioText(record: JsonObject, key: string): string | null {
  for (const scenario of scenariosOf(record)) {
    const text = textAt(scenario, key);
    if (text !== null) return text;
  }
  return null;
}

/** The container with the process's own mount namespace, or the only one. */
function containerOf(record: JsonObject, process: JsonObject): Container | null {
  const all = listAt(objectAt(objectAt(record, 'background'), 'containers'), 'containers').filter(isObject);
  const mounts = integerAt(objectAt(process, 'namespaces'), 'mnt_ns');
  const own = all.find(
    (one) => mounts !== null && integerAt(objectAt(one, 'namespaces'), 'mnt_ns') === mounts,
  );
  const container = own ?? (all.length === 1 ? (all[0] ?? null) : null);
  return containerTold({
    id: textAt(container, 'id'),
    name: textAt(container, 'name'),
    image: textAt(container, 'image'),
    pod: scenarioText(record, 'pod'),
    namespace: scenarioText(record, 'namespace'),
    cluster: scenarioText(record, 'cluster'),
  });
}

/** The parent first, whichever way round they are told; the process itself is none of them. */
function ancestorsOf(record: JsonObject, process: JsonObject): Ancestor[] {
  const pid = integerAt(process, 'pid');
  const told = listAt(objectAt(record, 'background'), 'ancestry').filter(isObject).slice(0, MOST_ANCESTORS);
  const ancestors = told.map(ancestorOf).filter((ancestor) => ancestor.pid !== pid);
  const ppid = integerAt(process, 'ppid');
  return ancestors.length > 1 && ancestors.at(-1)?.pid === ppid ? ancestors.reverse() : ancestors;
}

function execution(record: JsonObject, process: JsonObject, pointer: LineRecord['pointer']): Reading {
  const instant = parseInstant(textAt(record, 'timestamp') ?? '');
  const sourceEventId = textAt(record, 'uuid');
  const exe = imageOf(process);
  const { argv, argvFidelity } = wordsOf(process);
  if (instant === null || sourceEventId === null || (exe === null && argv.length === 0))
    return { kind: 'unreadable' };
  const host = scenarioText(record, 'hostname') ?? scenarioText(record, 'node') ?? '';
  const event: ExecEvent = {
    type: 'exec',
    // Told again under the same id, Jibril knows more of what happened since, and nothing new of the execution.
    id: execEventId(host, sourceEventId),
    sourceEventId,
    format: 'jibril',
    time: instant.time,
    sequence: instant.nanoseconds,
    host,
    pid: integerAt(process, 'pid'),
    ppid: integerAt(process, 'ppid'),
    exe,
    argv,
    argvFidelity,
    cwd: null,
    user: { uid: integerAt(process, 'uid'), euid: null, auid: null, session: null, tty: null, name: null },
    ...filesOf(process),
    missing: argvFidelity === 'none' ? ['arguments'] : [],
    background: {
      container: containerOf(record, process),
      ancestors: ancestorsOf(record, process),
      environment: environmentOf(process),
      sha256: null,
    },
    pointer,
  };
  return { kind: 'events', events: [event] };
}

function read({ object, pointer }: LineRecord): Reading | null {
  if (object === null || typeof object['uuid'] !== 'string' || !('timestamp' in object)) return null;
  const metadata = objectAt(object, 'metadata');
  if (metadata === null || !('kind' in metadata) || !('format' in metadata)) return null;
  const process = objectAt(object, 'process');
  if (process === null || !isExecution(object, metadata)) return { kind: 'no-execution' };
  return execution(object, process, pointer);
}

export const jibril: LineFormat = { name: 'jibril', read };
