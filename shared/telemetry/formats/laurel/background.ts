/** What laurel adds to the records of the audit system. */

import { containerTold } from '../../container.ts';
import type { Ancestor, Background, Container } from '../../exec-event.ts';
import { integerAt, isObject, type JsonObject, objectAt, textAt } from '../../json-object.ts';
import { linkerVariables } from '../../linker-environment.ts';
import { sha256Of } from '../../sha256.ts';
import { decodePercent } from './percent.ts';

/** `CONTAINER_INFO` of older versions is a record of its own, alone or in a list. */
function oldContainer(record: JsonObject, prefix: string): JsonObject | null {
  const value = record[`${prefix}CONTAINER_INFO`];
  const info: unknown = Array.isArray(value) ? value[0] : value;
  return isObject(info) ? info : null;
}

function containerOf(record: JsonObject, syscall: JsonObject, prefix: string): Container | null {
  const process = objectAt(syscall, `${prefix}PID`);
  const id = textAt(objectAt(process, 'container'), 'id') ?? textAt(oldContainer(record, prefix), 'ID');
  return containerTold({ id });
}

function ancestor(pid: number | null, told: JsonObject | null): Ancestor[] {
  const exe = textAt(told, 'exe');
  return exe === null ? [] : [{ pid, exe: decodePercent(exe), commandLine: null }];
}

/**
 * The parent, where it is told. SPAWNED_BY is the image that this process had before, if it had another (laurel,
 * coalesce.rs): only a process of another id is the parent.
 */
function parentOf(record: JsonObject, syscall: JsonObject, prefix: string): Ancestor[] {
  const spawner = objectAt(syscall, `${prefix}SPAWNED_BY`) ?? objectAt(record, `${prefix}SPAWNED_BY`);
  const spawnerPid = integerAt(spawner, 'pid');
  const ppid = integerAt(syscall, 'ppid');
  if (spawnerPid !== null && spawnerPid === ppid) return ancestor(spawnerPid, spawner);
  const parent = objectAt(syscall, `${prefix}PPID`) ?? objectAt(record, `${prefix}PARENT_INFO`);
  return ancestor(ppid, parent);
}

/** `sha256` alone, or in an object by its algorithm. */
function hashOf(syscall: JsonObject, prefix: string): string | null {
  const hash = syscall[`${prefix}EXE_HASH`];
  return sha256Of(isObject(hash) ? hash['sha256'] : hash);
}

/** Read from /proc once the record had come: the process may have written it by then. */
function environmentOf(execve: JsonObject | null, prefix: string): Background['environment'] {
  const env = objectAt(execve, `${prefix}ENV`);
  if (env === null) return null;
  const pairs = Object.entries(env).flatMap(([name, value]): [string, string][] =>
    typeof value === 'string' ? [[name, decodePercent(value)]] : [],
  );
  return { variables: linkerVariables(pairs), readAt: 'later' };
}

/** @param prefix - as in laurelArguments */
export function laurelBackground(
  record: JsonObject,
  syscall: JsonObject | null,
  execve: JsonObject | null,
  prefix: string,
): Background {
  return {
    container: syscall === null ? null : containerOf(record, syscall, prefix),
    ancestors: syscall === null ? [] : parentOf(record, syscall, prefix),
    environment: environmentOf(execve, prefix),
    sha256: syscall === null ? null : hashOf(syscall, prefix),
  };
}
