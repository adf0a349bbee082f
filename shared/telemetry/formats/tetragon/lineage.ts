/**
 * What is above a process. `parent` is not always its parent: where a process replaced its own image it is the image that
 * was there before, with the same id.
 */
import type { Ancestor } from '../../exec-event.ts';
import {
  integerAt,
  integerOf,
  isObject,
  type JsonObject,
  listAt,
  objectAt,
  textOf,
} from '../../json-object.ts';

/** An exec_id is `NODE:KTIME:PID` in base64 (pkg/process/process.go, GetProcessID). */
const LONGEST_ID = 1024;
const MOST_ANCESTORS = 64;

/** The process id that an exec_id holds; null where it is none. */
function pidOf(execId: string | null): number | null {
  if (execId === null || execId.length > LONGEST_ID) return null;
  const digits = /:(\d{1,10})$/.exec(Buffer.from(execId, 'base64').toString('latin1'))?.[1];
  return digits === undefined ? null : Number(digits);
}

/** Tetragon's own records above it, the nearest first, without the images that the process itself had before. */
interface Above {
  readonly records: readonly JsonObject[];
  readonly ppid: number | null;
}

function above(exec: JsonObject, process: JsonObject): Above {
  const own = integerOf(process['pid']);
  const told = [objectAt(exec, 'parent'), ...listAt(exec, 'ancestors').slice(0, MOST_ANCESTORS)].filter(
    isObject,
  );
  const first = told.findIndex((record) => own === null || integerOf(record['pid']) !== own);
  const records = first < 0 ? [] : told.slice(first);
  // Whatever is nearest below the parent knows its id.
  const below = (first < 0 ? told.at(-1) : told[first - 1]) ?? process;
  const parent = records[0] === undefined ? null : integerAt(records[0], 'pid');
  return { records, ppid: parent ?? pidOf(textOf(below['parent_exec_id'])) };
}

function ancestor(record: JsonObject): Ancestor {
  const binary = textOf(record['binary']);
  // `<kernel>` is no file.
  const exe = binary?.startsWith('/') === true ? binary : null;
  const rest = textOf(record['arguments']);
  return {
    pid: integerOf(record['pid']),
    exe,
    commandLine: exe === null ? null : rest === null ? exe : `${exe} ${rest}`,
  };
}

/** Reads `parent`, `ancestors` and the ids that lead to them. */
export function lineageOf(
  exec: JsonObject,
  process: JsonObject,
): { ppid: number | null; ancestors: readonly Ancestor[] } {
  const { records, ppid } = above(exec, process);
  return { ppid, ancestors: records.map(ancestor) };
}
