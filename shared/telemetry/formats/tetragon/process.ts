/** A `process` of Tetragon's (api/v1/tetragon/tetragon.proto): numbers that may be missing are unknown then, not 0. */
import { cutArguments } from '../../cut-arguments.ts';
import type { Container, ExecEvent, ExecUser, ExecutedImage, LinkerEnvironment } from '../../exec-event.ts';
import { integerOf, isObject, type JsonObject, listAt, objectAt, textOf } from '../../json-object.ts';
import { joinedEnvironment, linkerVariables } from '../../linker-environment.ts';
import { loginNumber } from '../../unset-id.ts';
import { quotedWords } from './arguments.ts';

/** `nocwd`, `errorCWD`, `errorMountsResolutionCwd` and their kin. */
const DIRECTORY_LOST = / (?:nocwd\w*|error\w*cwd) /;

/** A file that was executed by its descriptor. */
const BY_DESCRIPTOR = /^\/(?:proc\/(?:self|thread-self|\d+)\/fd|dev\/fd)\/\d+$/;

/** Words of `flags` in lower case, because versions differ (`rootcwd`, `rootCWD`); each between two blanks. */
export type Flags = string;

export function flagsOf(process: JsonObject): Flags {
  return ` ${(textOf(process['flags']) ?? '').toLowerCase()} `;
}

export function hasFlag(flags: Flags, flag: string): boolean {
  return flags.includes(` ${flag} `);
}

/**
 * The file as it was asked for, made absolute: symbolic links are not followed, and of a script it is the script. Its
 * inode is told only where the file has no name any more; by its descriptor that is a file in memory, or one that was
 * opened before it was deleted.
 */
export function imageOf(process: JsonObject): ExecutedImage | null {
  const path = textOf(process['binary']);
  if (path === null || path.startsWith('<')) return null;
  const inode = objectAt(objectAt(objectAt(process, 'binary_properties'), 'file'), 'inode');
  const nameless = inode !== null && (integerOf(inode?.['links']) ?? 0) === 0;
  const memfd = nameless && BY_DESCRIPTOR.test(path);
  return { path, deleted: nameless && !memfd, memfd };
}

/** argv[0] is never told: the file as it was asked for stands in its place. */
export function argumentsOf(process: JsonObject, flags: Flags): Pick<ExecEvent, 'argv' | 'argvFidelity'> {
  const binary = textOf(process['binary']) ?? '';
  const words = quotedWords(textOf(process['arguments']) ?? '');
  const isCut = hasFlag(flags, 'truncargs') || hasFlag(flags, 'errorargs');
  if (isCut) return { argv: [binary, ...cutArguments(words)], argvFidelity: 'truncated' };
  return { argv: [binary, ...words], argvFidelity: 'joined' };
}

/** Null also where some part of it could not be read (`errorCWD`, `errorMountsResolutionCwd` …). */
export function directoryOf(process: JsonObject, flags: Flags): string | null {
  const cwd = textOf(process['cwd']);
  if (cwd === null || DIRECTORY_LOST.test(flags) || !cwd.startsWith('/')) return null;
  return cwd.length > 1 && cwd.endsWith('/') ? cwd.slice(0, -1) : cwd;
}

/** `uid` is the effective one; the real one is among the credentials, where those are told. */
export function userOf(process: JsonObject): ExecUser {
  const credentials = objectAt(process, 'process_credentials');
  return {
    uid: credentials === null ? null : integerOf(credentials?.['uid']),
    euid: integerOf(process['uid']) ?? (credentials === null ? null : integerOf(credentials?.['euid'])),
    auid: loginNumber(integerOf(process['auid'])),
    session: null,
    tty: null,
    name: textOf(objectAt(process, 'user')?.['name']),
  };
}

/** `docker` is the beginning of an id, whatever runs the container. */
export function containerOf(process: JsonObject, cluster: string | null): Container | null {
  const pod = objectAt(process, 'pod');
  const container = objectAt(pod, 'container');
  const id = textOf(container?.['id'])?.replace(/^[a-z-]+:\/\//, '') ?? textOf(process['docker']);
  if (pod === null && id === null) return null;
  return {
    id,
    name: textOf(container?.['name']),
    image: textOf(objectAt(container, 'image')?.['name']),
    pod: textOf(pod?.['name']),
    namespace: textOf(pod?.['namespace']),
    cluster,
    task: null,
  };
}

/** Null where the daemon was not told to export variables, or could not read them: that none is there means nothing then. */
export function environmentOf(process: JsonObject, flags: Flags): LinkerEnvironment | null {
  const told = process['environment_variables'];
  if (hasFlag(flags, 'errorenvs') && listAt(process, 'environment_variables').length === 0) return null;
  if (typeof told === 'string') return joinedEnvironment(told);
  if (!Array.isArray(told)) return null;
  const pairs = listAt(process, 'environment_variables')
    .filter(isObject)
    .map((entry): [string, string] => [
      textOf(entry['Key']) ?? textOf(entry['key']) ?? '',
      textOf(entry['Value']) ?? textOf(entry['value']) ?? '',
    ]);
  return { variables: linkerVariables(pairs), readAt: 'exec' };
}
