/**
 * OCSF's Process object (schema.ocsf.io, objects/process; attributes came and went between 1.0 and 1.6), as far as
 * anything of it is of use. Who filled it in, and from what, is not told.
 */
import { containerTold } from '../../container.ts';
import type { Ancestor, Container, ExecEvent, ExecUser, LinkerEnvironment } from '../../exec-event.ts';
import { joinedWords } from '../../joined-arguments.ts';
import { integerOf, isObject, type JsonObject, listAt, objectAt, textOf } from '../../json-object.ts';
import { linkerVariables } from '../../linker-environment.ts';
import { sha256Of } from '../../sha256.ts';
import { loginNumber } from '../../unset-id.ts';

const MOST_ANCESTORS = 32;
/** `algorithm_id` of a fingerprint. */
const SHA_256 = 3;

/** Of the file, which since 1.5 stands beside it too, or in two pieces. */
export function pathOf(process: JsonObject | null): string | null {
  const file = objectAt(process, 'file');
  const whole = textOf(file?.['path']) ?? textOf(process?.['path']);
  const folder = textOf(file?.['parent_folder']);
  const name = textOf(file?.['name']);
  return whole ?? (folder === null || name === null ? null : `${folder.replace(/\/$/, '')}/${name}`);
}

export function argumentsOf(process: JsonObject): Pick<ExecEvent, 'argv' | 'argvFidelity'> {
  const line = textOf(process['cmd_line']);
  return line === null
    ? { argv: [], argvFidelity: 'none' }
    : { argv: joinedWords(line), argvFidelity: 'joined' };
}

/** `user.uid` is a text that need not be a number; `euid` and `auid` are of the Linux profile. */
export function userOf(process: JsonObject): ExecUser {
  const user = objectAt(process, 'user');
  const session = objectAt(process, 'session');
  return {
    uid: integerOf(user?.['uid']),
    euid: integerOf(process['euid']),
    auid: loginNumber(integerOf(process['auid'])),
    session: loginNumber(integerOf(session?.['uid'])),
    tty: textOf(session?.['terminal']),
    name: textOf(user?.['name']),
  };
}

export function containerOf(process: JsonObject): Container | null {
  const container = objectAt(process, 'container');
  const image = objectAt(container, 'image');
  const name = textOf(image?.['name']);
  const tag = textOf(image?.['tag']);
  return containerTold({
    id: textOf(container?.['uid']),
    name: textOf(container?.['name']),
    image: name === null || tag === null ? name : `${name}:${tag}`,
    pod: textOf(container?.['pod_uuid']),
  });
}

export function sha256In(process: JsonObject): string | null {
  const file = objectAt(process, 'file');
  const digests = [...listAt(file, 'hashes'), ...listAt(file, 'fingerprints')].filter(isObject);
  const isSha256 = (digest: JsonObject) =>
    integerOf(digest['algorithm_id']) === SHA_256 || /^sha-?256$/i.test(textOf(digest['algorithm']) ?? '');
  return sha256Of(digests.find(isSha256)?.['value']);
}

/** When they were read is not told. */
export function environmentOf(process: JsonObject): LinkerEnvironment | null {
  const told = process['environment_variables'];
  if (!Array.isArray(told)) return null;
  const pairs = listAt(process, 'environment_variables')
    .filter(isObject)
    .map((entry): [string, string] => [textOf(entry['name']) ?? '', textOf(entry['value']) ?? '']);
  return { variables: linkerVariables(pairs), readAt: 'later' };
}

function ancestor(process: JsonObject): Ancestor {
  return { pid: integerOf(process['pid']), exe: pathOf(process), commandLine: textOf(process['cmd_line']) };
}

function parentsOf(process: JsonObject): Ancestor[] {
  const found: Ancestor[] = [];
  let next = objectAt(process, 'parent_process');
  while (next !== null && found.length < MOST_ANCESTORS) {
    found.push(ancestor(next));
    next = objectAt(next, 'parent_process');
  }
  return found;
}

/** Paths, the eldest first, and the process itself last (1.0 to 1.3). */
function lineageOf(process: JsonObject): Ancestor[] {
  const paths = listAt(process, 'lineage').filter((path): path is string => typeof path === 'string');
  const above = paths.at(-1) === pathOf(process) ? paths.slice(0, -1) : paths;
  return above
    .toReversed()
    .slice(0, MOST_ANCESTORS)
    .map((exe) => ({ pid: null, exe, commandLine: null }));
}

/**
 * The parent first, from whichever of the ways of telling them tells most.
 *
 * @param actor - the process that did the launching, which is the parent where there is no other
 */
export function ancestorsOf(process: JsonObject, actor: JsonObject | null): readonly Ancestor[] {
  const parents = parentsOf(process);
  const ancestry = listAt(process, 'ancestry').filter(isObject).slice(0, MOST_ANCESTORS).map(ancestor);
  const lineage = lineageOf(process);
  const longest = [parents, ancestry, lineage].reduce((best, next) =>
    next.length > best.length ? next : best,
  );
  if (longest.length === 0) return actor === null ? [] : [ancestor(actor)];
  const [first, ...rest] = longest;
  const own = parents[0] ?? first;
  if (first === undefined || own === undefined) return longest;
  const nearest = {
    pid: own.pid ?? first.pid,
    exe: own.exe ?? first.exe,
    commandLine: own.commandLine ?? first.commandLine,
  };
  return [nearest, ...rest];
}
