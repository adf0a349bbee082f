/** Who ran it, in which container, and what is above it, as far as a rule puts it out. */
import { containerTold } from '../../container.ts';
import type { Ancestor, Background, Container, ExecUser, LinkerEnvironment } from '../../exec-event.ts';
import { integerOf, type JsonObject } from '../../json-object.ts';
import { joinedEnvironment, linkerVariables } from '../../linker-environment.ts';
import { loginNumber } from '../../unset-id.ts';
import { fieldOf, wordOf } from './fields.ts';

/** Falco knows no more than 20 levels (libs, sinsp_threadinfo). */
const MOST_ANCESTORS = 20;
/** `proc.env[LD_PRELOAD]` */
const ONE_VARIABLE = /^proc\.env\[([A-Za-z_]\w*)\]$/;
const BRACKET_AT = 'proc.env'.length;
const BRACKET = 91;

/** Unix98 terminals (Documentation/admin-guide/devices.txt): eight majors from 136 on, 256 minors each. */
const FIRST_PTS = 136;
const PTS_MAJORS = 8;

/** The name of a terminal as auditd gives it; `device` is the kernel's number of it, 0 for none. */
function terminal(device: number | null): string | null {
  if (device === null || device <= 0) return null;
  const major = (device >>> 8) & 0xfff;
  const minor = (device & 0xff) | ((device >>> 12) & 0xfff00);
  if (major >= FIRST_PTS && major < FIRST_PTS + PTS_MAJORS) return `pts${(major - FIRST_PTS) * 256 + minor}`;
  return major === 4 ? `tty${minor}` : null;
}

/** `user.uid` is the effective one (libs, driver/modern_bpf, execve: extract__euid). */
export function userOf(fields: JsonObject): ExecUser {
  return {
    uid: null,
    euid: integerOf(fields['user.uid']),
    auid: loginNumber(integerOf(fields['user.loginuid'])),
    session: null,
    tty: terminal(integerOf(fields['proc.tty'])),
    name: wordOf(fields['user.name']),
  };
}

/** `host` stands for none; an empty id for a container that Falco could not look up. */
function containerOf(fields: JsonObject): Container | null {
  const id = wordOf(fields['container.full_id']) ?? wordOf(fields['container.id']);
  if (id === 'host') return null;
  const repository = wordOf(fields['container.image.repository']);
  const tag = wordOf(fields['container.image.tag']);
  const tagged = repository === null || tag === null ? repository : `${repository}:${tag}`;
  const image = wordOf(fields['container.image']) ?? tagged;
  const name = wordOf(fields['container.name']);
  const pod = wordOf(fields['k8s.pod.name']);
  const namespace = wordOf(fields['k8s.ns.name']);
  return containerTold({ id, name, image, pod, namespace });
}

function ancestor(pid: number | null, exe: string | null, commandLine: string | null): Ancestor | null {
  return pid === null && exe === null && commandLine === null ? null : { pid, exe, commandLine };
}

/** The names of a level's fields, made once: level 1 is the parent. */
const LEVELS = Array.from({ length: MOST_ANCESTORS }, (_, index) => ({
  path: `proc.aexepath[${index + 1}]`,
  name: `proc.aname[${index + 1}]`,
  line: `proc.acmdline[${index + 1}]`,
  pid: `proc.apid[${index + 1}]`,
}));

/** The parent has names of its own too. */
function parentOf(fields: JsonObject): Ancestor | null {
  const exe = wordOf(fields['proc.pexepath']) ?? wordOf(fields['proc.pname']);
  return ancestor(integerOf(fields['proc.ppid']), exe, wordOf(fields['proc.pcmdline']));
}

/** They end where a level is not told. */
function ancestorsOf(fields: JsonObject): Ancestor[] {
  const found: Ancestor[] = [];
  for (const level of LEVELS) {
    const own = found.length === 0 ? parentOf(fields) : null;
    const next = ancestor(
      integerOf(fields[level.pid]) ?? own?.pid ?? null,
      wordOf(fields[level.path]) ?? own?.exe ?? wordOf(fields[level.name]),
      wordOf(fields[level.line]) ?? own?.commandLine ?? null,
    );
    if (next === null) break;
    found.push(next);
  }
  return found;
}

/** `proc.env[NAME]` is one variable's value and certain; `proc.env` is all of them joined by blanks. */
function environmentOf(fields: JsonObject): LinkerEnvironment | null {
  const single: [string, string][] = [];
  let asked = false;
  for (const key of Object.keys(fields)) {
    // Of an alert's many fields the bracket tells nearly all others apart.
    if (key.charCodeAt(BRACKET_AT) !== BRACKET) continue;
    const name = ONE_VARIABLE.exec(key)?.[1];
    if (name === undefined) continue;
    asked = true;
    const value = wordOf(fields[key]);
    if (value !== null) single.push([name, value]);
  }
  if (asked) return { variables: linkerVariables(single), readAt: 'exec' };
  const joined = fieldOf(fields['proc.env']);
  return joined === null ? null : joinedEnvironment(joined);
}

/** What a rule tells beyond the execution itself; Falco knows no digests. */
export function backgroundOf(fields: JsonObject): Background {
  return {
    container: containerOf(fields),
    ancestors: ancestorsOf(fields),
    environment: environmentOf(fields),
    sha256: null,
  };
}
