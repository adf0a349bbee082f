/** A process as GuardDuty tells it (AWS: API reference, ProcessDetails and LineageObject). It has no arguments. */
import { integerAt, isObject, type JsonObject, textAt } from '../json-object.ts';

/** Null is "not told". */
export interface RuntimeProcess {
  /** On the host; GuardDuty tells the container's own beside it, which is not read. */
  readonly pid: number | null;
  readonly name: string | null;
  readonly path: string | null;
  readonly sha256: string | null;
  readonly cwd: string | null;
  /** Milliseconds since 1970 UTC. */
  readonly startTime: number | null;
  readonly user: string | null;
  readonly uid: number | null;
  readonly euid: number | null;
}

/** The instant under a key, a text of ISO 8601 or seconds since 1970 with a fraction; in milliseconds. */
export function instantAt(object: JsonObject | null, key: string): number | null {
  const value = object?.[key];
  if (typeof value === 'string' && value.trim() !== '' && Number.isNaN(Number(value))) {
    const time = Date.parse(value);
    return Number.isNaN(time) ? null : time;
  }
  const seconds = typeof value === 'string' ? Number(value) : value;
  if (typeof seconds !== 'number' || !Number.isFinite(seconds) || seconds <= 0) return null;
  // Milliseconds have passed this since 1973, seconds will in the year 5138.
  return Math.round(seconds >= 1e11 ? seconds : seconds * 1000);
}

/** Null where it is no process. */
export function runtimeProcess(value: unknown): RuntimeProcess | null {
  if (!isObject(value)) return null;
  const process = {
    pid: integerAt(value, 'pid'),
    name: textAt(value, 'name'),
    path: textAt(value, 'executablePath'),
    sha256: textAt(value, 'executableSha256')?.toLowerCase() ?? null,
    cwd: textAt(value, 'pwd'),
    startTime: instantAt(value, 'startTime'),
    user: textAt(value, 'user'),
    uid: integerAt(value, 'userId'),
    euid: integerAt(value, 'euid'),
  };
  return process.path === null && process.name === null ? null : process;
}
