/** Is the executed file a run-time linker, and how do we know? */
import type { LoaderFamily } from '../loader/family.ts';
import { familyByShortName, familyOfName, familyOfOptions, parseByAnyFamily } from '../loader/registry.ts';
import type { ExecEvent } from '../telemetry/exec-event.ts';
import { resolveOnHost } from '../telemetry/host-path.ts';
import { writersOf } from './directories.ts';
import { type ExecShape, executedFile } from './exec-shape.ts';
import type { LoaderEvidence } from './finding.ts';
import type { HostMemory, LoaderReading } from './host-memory.ts';
import { loginOf } from './login.ts';
import { toolOf } from './tool.ts';

/** A run-time linker that was executed as a command. */
export interface LoaderUse {
  /** Null where the file is known as a loader only by its behaviour: then every family's grammar may apply. */
  readonly family: LoaderFamily | null;
  readonly evidence: LoaderEvidence;
  /** Absolute path of the executed file, as far as it is known. */
  readonly path: string;
  /** Source ids of the events that the evidence comes from. */
  readonly restsOn: readonly string[];
  /** The evidence as a sentence, where it needs one. */
  readonly explanation: string | null;
}

/** Milliseconds for which a command that read a loader's bytes throws its shadow on the login. */
const READING_LASTS = 15 * 60_000;
/** Milliseconds after which a device and inode that no program named any more may have become another file. */
const IDENTITY_LASTS = 24 * 3_600_000;

/** The file that this would run if it were a loader; null where its arguments are not a loader's. */
export function programIfLoader(event: ExecEvent): string | null {
  const invocation = parseByAnyFamily(event.argv);
  if (invocation.mode !== 'run' || invocation.program.startsWith('-')) return null;
  return invocation.program.includes('/') ? invocation.program : null;
}

function byName(event: ExecEvent, shape: ExecShape): LoaderUse | null {
  const asked = executedFile(shape)?.name;
  const askedPath = asked === undefined ? null : resolveOnHost(asked, event.cwd);
  const real = event.exe?.path ?? null;
  // Where the SYSCALL record was lost argv[0] is all there is, and the command line then tells as much as a path.
  const paths = real === null && asked === undefined ? [event.argv[0] ?? null] : [real, askedPath];
  for (const path of paths) {
    if (path === null) continue;
    const family = familyOfName(path);
    if (family !== null)
      return { family, evidence: 'name', path: real ?? path, restsOn: [], explanation: null };
  }
  return null;
}

function byIdentity(event: ExecEvent, shape: ExecShape, memory: HostMemory): LoaderUse | null {
  const file = executedFile(shape);
  const identity = file?.identity;
  if (identity === null || identity === undefined) return null;
  const path = event.exe?.path ?? file?.name ?? '';
  const known = memory.loaderFiles.get(identity);
  if (known !== undefined && event.time - known.lastSeen < IDENTITY_LASTS) {
    const explanation = `it is the same file (device and inode ${identity}) as ${known.path}, the run-time linker of ordinary programs on this host`;
    return { family: familyByShortName(known.family), evidence: 'inode', path, restsOn: [], explanation };
  }
  const copy = memory.copiedFiles.get(identity);
  if (copy === undefined) return null;
  const explanation = `it is the same file (device and inode ${identity}) as ${copy.path}, a loader under another name`;
  return {
    family: familyByShortName(copy.family),
    evidence: 'known-copy',
    path,
    restsOn: [copy.madeBy],
    explanation,
  };
}

function byHash(event: ExecEvent, shape: ExecShape, memory: HostMemory): LoaderUse | null {
  const { sha256 } = event.background;
  const known = sha256 === null ? undefined : memory.loaderHashes.get(sha256);
  if (known === undefined) return null;
  const explanation = `it holds the same bytes (SHA-256 ${sha256}) as ${known.path}, a run-time linker of this host`;
  const path = event.exe?.path ?? executedFile(shape)?.name ?? '';
  return { family: familyByShortName(known.family), evidence: 'hash', path, restsOn: [], explanation };
}

function byKnownCopy(event: ExecEvent, shape: ExecShape, memory: HostMemory): LoaderUse | null {
  const file = executedFile(shape);
  const asked = file === null ? null : resolveOnHost(file.name, event.cwd);
  for (const path of [event.exe?.path, asked]) {
    const copy = path === null || path === undefined ? undefined : memory.copies.get(path);
    if (copy === undefined) continue;
    const explanation = `${copy.path} was made from a loader by event ${copy.madeBy}`;
    return {
      family: familyByShortName(copy.family),
      evidence: 'known-copy',
      path: event.exe?.path ?? copy.path,
      restsOn: [copy.madeBy],
      explanation,
    };
  }
  return null;
}

function byOptions(event: ExecEvent, path: string): LoaderUse | null {
  const family = familyOfOptions(event.argv);
  if (family === null) return null;
  const explanation = 'it names no run-time linker of its own and takes options that only a loader has';
  return { family, evidence: 'options', path, restsOn: [], explanation };
}

/** Options, where it is not known whether the file names a run-time linker: no proof outside the system's directories. */
function byOptionsAlone(event: ExecEvent): LoaderUse | null {
  const path = event.exe?.path ?? null;
  if (path === null || writersOf(path) === 'system') return null;
  const use = byOptions(event, path);
  if (use === null) return null;
  const explanation =
    'it takes options that only a loader has; whether it names a run-time linker of its own is not in the log';
  return { ...use, evidence: 'circumstances', explanation };
}

function byMemory(event: ExecEvent, path: string): LoaderUse | null {
  if (event.exe?.memfd !== true || programIfLoader(event) === null) return null;
  const explanation =
    'it was executed from memory (memfd), names no run-time linker of its own and was given a file to run';
  return { family: null, evidence: 'memory', path, restsOn: [], explanation };
}

/** The command of this login that last read a loader's bytes, if that was not long ago. */
function recentReading(event: ExecEvent, memory: HostMemory): LoaderReading | null {
  const reading = memory.readings.get(loginOf(event));
  if (reading === undefined || event.time - reading.time > READING_LASTS) return null;
  // All daemons of a user have no login: of those, only what one process started belongs together.
  const together = reading.ppid === event.ppid || reading.ppid === event.pid || reading.pid === event.ppid;
  return event.user.session !== null || together ? reading : null;
}

/**
 * Was the file put there by a link editor or copied from something that is no loader? Whether that command succeeded is
 * not known: a loader's bytes read later by the same login count for more.
 */
function isOrdinary(path: string, reading: LoaderReading | null, memory: HostMemory): boolean {
  const since = memory.ordinaryFiles.get(path);
  return since !== undefined && (reading === null || reading.time <= since);
}

function byCircumstances(event: ExecEvent, path: string, memory: HostMemory): LoaderUse | null {
  if (writersOf(path) === 'system') return null;
  const program = programIfLoader(event);
  if (program === null) return null;
  const reading = recentReading(event, memory);
  if (isOrdinary(path, reading, memory)) return null;
  if (reading !== null) {
    const explanation = `it names no run-time linker of its own, was given a file to run, and the same login had read a loader's bytes before (${reading.command})`;
    return { family: null, evidence: 'circumstances', path, restsOn: [reading.sourceEventId], explanation };
  }
  const target = resolveOnHost(program, event.cwd);
  if (writersOf(path) !== 'anyone' || writersOf(target) !== 'anyone') return null;
  if (target === null || !memory.programs.has(target)) return null;
  const explanation =
    'it names no run-time linker of its own and was given a program that does, which it did not execute';
  return { family: null, evidence: 'circumstances', path, restsOn: [], explanation };
}

/** What the file is tells more than its name: one family's loader can bear another's. */
function byNameOrFile(event: ExecEvent, shape: ExecShape, memory: HostMemory): LoaderUse | null {
  const named = byName(event, shape);
  const known =
    byHash(event, shape, memory) ?? byIdentity(event, shape, memory) ?? byKnownCopy(event, shape, memory);
  if (named === null || known === null) return named ?? known;
  return known.family !== null && known.family !== named.family ? known : named;
}

/** `--preload` and `--audit` are too common to give a loader away by themselves; with a library and a program they may. */
function byInjection(event: ExecEvent, path: string, memory: HostMemory): LoaderUse | null {
  if (writersOf(path) === 'system' || isOrdinary(path, recentReading(event, memory), memory)) return null;
  const invocation = parseByAnyFamily(event.argv);
  if (invocation.mode !== 'run' || invocation.doubt !== null || !invocation.program.includes('/'))
    return null;
  const { preload, audit } = invocation.options;
  if (![...preload, ...audit].some((library) => library.includes('/'))) return null;
  const explanation =
    'it names no run-time linker of its own and was given a library to inject and a program to run';
  return { family: null, evidence: 'circumstances', path, restsOn: [], explanation };
}

/** The executed file names no run-time linker: everything that gives a loader away may apply. */
function withoutLinker(event: ExecEvent, shape: ExecShape, memory: HostMemory): LoaderUse | null {
  const name = executedFile(shape)?.name ?? '';
  const path = event.exe?.path ?? resolveOnHost(name, event.cwd) ?? name;
  return (
    byNameOrFile(event, shape, memory) ??
    byOptions(event, path) ??
    byMemory(event, path) ??
    byInjection(event, path, memory) ??
    byCircumstances(event, path, memory)
  );
}

/**
 * @returns how the executed file is known to be a run-time linker, null where it isn't one as far as can be told
 */
export function loaderUse(event: ExecEvent, shape: ExecShape, memory: HostMemory): LoaderUse | null {
  switch (shape.kind) {
    case 'dynamic':
      // A run-time linker names none itself (glibc, musl, bionic and uClibc are linked without PT_INTERP). So where the
      // executed image is the system's, what looks like a program with its linker is a script with its interpreter.
      return event.exe !== null && toolOf(event.exe.path).systemLoader ? byName(event, shape) : null;
    case 'script':
      // An interpreter with a linker of its own is an ordinary program.
      return shape.linker === null ? withoutLinker(event, shape, memory) : null;
    case 'unknown':
      return byNameOrFile(event, shape, memory) ?? byOptionsAlone(event);
    case 'alone':
      return withoutLinker(event, shape, memory);
  }
}
