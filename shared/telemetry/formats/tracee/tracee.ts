/**
 * Tracee (aquasecurity/tracee): its older JSON (`eventName`, `args`) and that of its API v1beta1 (`name`, `workload`,
 * `data`). An execution is a `sched_process_exec`: the events `execve` and `execveat` are attempts, and told besides.
 */
import { type ArgvFidelity, type ExecEvent, execEventId } from '../../exec-event.ts';
import { executedImage } from '../../executed-image.ts';
import { type JsonObject, listAt } from '../../json-object.ts';
import type { LineFormat, LineRecord, Reading } from '../../line-format.ts';
import { linkerVariables, variablePairs } from '../../linker-environment.ts';
import { sha256Of } from '../../sha256.ts';
import { readExactly } from '../../whole-number.ts';
import { olderContext, type TraceeContext, workloadContext } from './context.ts';
import { filesIn, hasRoundedInode } from './files.ts';
import { type TraceeValues, textValue, valuesOf } from './values.ts';

/** Bytes of all arguments that are taken (MAX_ARR_LEN 8192, one byte for each NUL): the last one may be cut. */
const MOST_BYTES = 8191;

interface Dialect {
  readonly name: string;
  readonly list: 'args' | 'data';
  readonly context: (record: LineRecord, event: JsonObject) => TraceeContext;
}

/** Null where it is no record of Tracee's. CloudTrail has an `eventName` too. */
function dialectOf(event: JsonObject): Dialect | null {
  const { eventName, name } = event;
  if (typeof eventName === 'string' && ('processId' in event || 'processID' in event))
    return { name: eventName, list: 'args', context: olderContext };
  if (typeof name === 'string' && 'workload' in event && 'timestamp' in event)
    return { name, list: 'data', context: workloadContext };
  return null;
}

/** Of all arguments and the NUL behind each; not less than it is where it is far from the most. */
function bytesOf(argv: readonly (string | null)[]): number {
  let units = 0;
  for (const argument of argv) units += (argument?.length ?? 0) + 1;
  // A unit of UTF-16 is at most three bytes of UTF-8.
  if (units * 3 < MOST_BYTES) return units;
  return argv.reduce((sum, argument) => sum + Buffer.byteLength(argument ?? '') + 1, 0);
}

function argumentsIn(values: TraceeValues): { argv: (string | null)[]; argvFidelity: ArgvFidelity } {
  const told = values.get('argv');
  if (!Array.isArray(told) || told.length === 0) return { argv: [], argvFidelity: 'none' };
  const argv = told.map((argument) => (typeof argument === 'string' ? argument : null));
  if (bytesOf(argv) >= MOST_BYTES) argv[argv.length - 1] = null;
  return { argv, argvFidelity: argv.includes(null) ? 'truncated' : 'exact' };
}

/** A file without a name is `memfd:NAME` here, without the kernel's slash. */
function imageIn(values: TraceeValues): ExecEvent['exe'] {
  const path = textValue(values, 'pathname');
  return path === null ? null : executedImage(path.startsWith('memfd:') ? `/${path}` : path);
}

/** An output option: where it is off the list is missing or empty. */
function environmentIn(values: TraceeValues): ExecEvent['background']['environment'] {
  const told = values.get('env');
  if (!Array.isArray(told) || told.length === 0) return null;
  return { variables: linkerVariables(variablePairs(told)), readAt: 'exec' };
}

function valuesFrom(record: LineRecord, list: Dialect['list']): TraceeValues {
  const values = valuesOf(listAt(record.object, list));
  return hasRoundedInode(values) ? valuesOf(listAt(readExactly(record), list)) : values;
}

function execution(record: LineRecord, context: TraceeContext, values: TraceeValues): Reading {
  const { moment, host, pid, ppid, uid, container, ancestors } = context;
  const exe = imageIn(values);
  const { argv, argvFidelity } = argumentsIn(values);
  if (moment === null || (exe === null && argv.length === 0)) return { kind: 'unreadable' };
  const { written, instant } = moment;
  const event: ExecEvent = {
    type: 'exec',
    id: execEventId(host, `${written} process ${pid ?? '?'}`),
    sourceEventId: written,
    format: 'tracee',
    time: instant.time,
    sequence: instant.nanoseconds,
    host,
    pid,
    ppid,
    exe,
    argv,
    argvFidelity,
    cwd: null,
    user: { uid, euid: null, auid: null, session: null, tty: null, name: null },
    ...filesIn(values),
    missing: argvFidelity === 'exact' ? [] : ['arguments'],
    background: {
      container,
      ancestors,
      environment: environmentIn(values),
      sha256: sha256Of(values.get('sha256')),
    },
    pointer: record.pointer,
  };
  return { kind: 'events', events: [event] };
}

function read(record: LineRecord): Reading | null {
  const { object } = record;
  if (object === null) return null;
  const dialect = dialectOf(object);
  if (dialect === null) return null;
  if (dialect.name !== 'sched_process_exec') return { kind: 'no-execution' };
  return execution(record, dialect.context(record, object), valuesFrom(record, dialect.list));
}

export const tracee: LineFormat = { name: 'tracee', read };
