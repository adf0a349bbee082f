/** Judges the execution of a run-time linker: what did its command line make it do? */
import type { LoaderFamily } from '../loader/family.ts';
import type { Invocation, LoaderOptions } from '../loader/invocation.ts';
import { NO_OPTIONS } from '../loader/invocation.ts';
import { parseByAnyFamily } from '../loader/registry.ts';
import type { ExecEvent } from '../telemetry/exec-event.ts';
import { resolveOnHost } from '../telemetry/host-path.ts';
import type { LoaderRun } from './benign/family.ts';
import { benignMatch } from './benign/registry.ts';
import {
  isLoaderHome,
  isRootsOwn,
  mayLeadElsewhere,
  type Writers,
  writersOf,
  writersOfFile,
} from './directories.ts';
import { type ExecShape, executedFile } from './exec-shape.ts';
import { weighExecute } from './execute-reasons.ts';
import type { ExecuteFinding, InjectedLibrary, NamedFile } from './finding.ts';
import { mayRunOtherwise } from './joined-arguments.ts';
import { pathOfDirectory, pathOfLibrary } from './library-path.ts';
import { injectedByEnvironment, tracesOnly } from './linker-environment.ts';
import type { LoaderUse } from './loader-use.ts';

/** What the execution of a loader turned out to be; a finding is only made where it is wanted. */
export type LoaderVerdict =
  | { readonly verdict: 'execute'; readonly finding: () => ExecuteFinding }
  /** The loader printed something or complained; `what` is the word for the summary. */
  | { readonly verdict: 'inspect'; readonly what: string };

/**
 * The command line's meaning by the family's grammar. A name alone proves the family only where the system keeps its
 * loaders; elsewhere the file may be another family's, so what any grammar runs, runs.
 */
function invocationOf(event: ExecEvent, shape: ExecShape, use: LoaderUse): Invocation {
  if (event.argvFidelity === 'none') return { mode: 'unknown' };
  const likeliest = likeliestInvocation(event, shape, use);
  const runs = likeliest.mode === 'run' || likeliest.mode === 'unknown';
  const isCertain = event.argvFidelity === 'exact' || !mayRunOtherwise(event.argv);
  return runs || isCertain ? likeliest : { mode: 'unknown' };
}

/** By the arguments as they are told. */
function likeliestInvocation(event: ExecEvent, shape: ExecShape, use: LoaderUse): Invocation {
  const { family } = use;
  if (family === null) return parseByAnyFamily(event.argv);
  const own = family.parse(event.argv, event.exe?.path ?? null);
  const file = executedFile(shape);
  const proven =
    use.evidence !== 'name' ||
    (isLoaderHome(use.path) && (file === null || file.mode === null || isRootsOwn(file)));
  if (proven || own.mode === 'run') return own;
  const other = parseByAnyFamily(event.argv);
  return other.mode === 'run' && other.doubt === null ? other : own;
}

function loosest(writers: readonly Writers[]): Writers {
  if (writers.includes('anyone')) return 'anyone';
  return writers.includes('owner') ? 'owner' : 'system';
}

function namedFile(given: string, cwd: string | null): NamedFile {
  // Without a slash glibc looks a name up in ld.so.cache, which only the host knows.
  return { given, path: given.includes('/') ? resolveOnHost(given, cwd) : null };
}

function programFile(given: string, event: ExecEvent, family: LoaderFamily | null): NamedFile {
  // musl and bionic open the name as it stands, relative to the working directory.
  const opensAsIs = family !== null && family.name !== 'glibc';
  return opensAsIs ? { given, path: resolveOnHost(given, event.cwd) } : namedFile(given, event.cwd);
}

function injectedLibraries(options: LoaderOptions, cwd: string | null): InjectedLibrary[] {
  const of = (given: string) => ({ given, path: pathOfLibrary(given, cwd) });
  const preload = options.preload.map((given) => ({ ...of(given), option: '--preload' as const }));
  const audit = options.audit.map((given) => ({ ...of(given), option: '--audit' as const }));
  return [...preload, ...audit];
}

/** A library named without a slash comes from the system's directories or from the searched ones, judged on their own. */
function writersOfLibrary(library: NamedFile): Writers {
  return /[/$]/.test(library.given) ? writersOf(library.path) : 'system';
}

/** What a link may have led elsewhere, everybody may have put where it lies. */
function writersOfProgram({ given, path }: NamedFile, cwd: string | null): Writers {
  return mayLeadElsewhere(given, cwd) ? 'anyone' : writersOf(path);
}

function loaderRun(
  event: ExecEvent,
  shape: ExecShape,
  use: LoaderUse,
  program: NamedFile,
  options: LoaderOptions,
  injected: readonly InjectedLibrary[],
): LoaderRun {
  const libraryPath = options.libraryPath.map((directory) => pathOfDirectory(directory, event.cwd));
  const loaderFile = shape.kind === 'alone' ? shape.program : undefined;
  return {
    argv0: event.argv[0] ?? '',
    loaderFamily: use.family?.name ?? null,
    loaderPath: use.path,
    systemLoader: isLoaderHome(use.path),
    program: program.path,
    options,
    libraryPath,
    injected: injected.map((library) => library.path),
    writers: loosest([
      writersOfFile(use.path, loaderFile),
      program.given.includes('/') || program.path !== null ? writersOfProgram(program, event.cwd) : 'system',
      ...libraryPath.map(writersOf),
      ...injected.map(writersOfLibrary),
    ]),
  };
}

/** An execute finding for what `invocation` runs; the program is null where the arguments were lost. */
function finding(
  event: ExecEvent,
  shape: ExecShape,
  use: LoaderUse,
  invocation: Extract<Invocation, { mode: 'run' | 'inspect' }> | null,
): ExecuteFinding {
  const options = invocation?.options ?? NO_OPTIONS;
  const given = invocation?.program ?? null;
  const program = given === null ? null : programFile(given, event, use.family);
  const injected = [...injectedLibraries(options, event.cwd), ...injectedByEnvironment(event)];
  const run = program === null ? null : loaderRun(event, shape, use, program, options, injected);
  const honest = use.evidence === 'name' || use.evidence === 'options';
  const family = run === null || !honest || event.exe?.deleted === true ? null : benignMatch(run);
  const doubt = invocation?.mode === 'run' ? invocation.doubt : null;
  const listsOnly = invocation?.mode === 'inspect';
  const { severity, reasons, techniques } = weighExecute({
    event,
    use,
    program,
    injected,
    run,
    listsOnly,
    doubt,
    family,
  });
  return {
    kind: 'execute',
    severity,
    reasons,
    techniques,
    event,
    relatedEventIds: use.restsOn,
    program,
    loader: { family: use.family?.name ?? null, path: use.path, evidence: use.evidence },
    injected,
    family: family?.family ?? null,
  };
}

function isAudit({ option }: InjectedLibrary): boolean {
  return option === '--audit' || option === 'LD_AUDIT';
}

/** Judges one execution of a loader on its own; whether it belongs to an ldd is for the caller to ask. */
export function judgeLoader(event: ExecEvent, shape: ExecShape, use: LoaderUse): LoaderVerdict {
  const invocation = invocationOf(event, shape, use);
  switch (invocation.mode) {
    case 'run':
      if (tracesOnly(event, use)) {
        const runsAudit = invocation.options.audit.length > 0 || injectedByEnvironment(event).some(isAudit);
        const { program, options } = invocation;
        const traced = { mode: 'inspect', inspection: 'list', program, options, runsAudit } as const;
        if (runsAudit) return { verdict: 'execute', finding: () => finding(event, shape, use, traced) };
        return { verdict: 'inspect', what: 'ldd' };
      }
      return { verdict: 'execute', finding: () => finding(event, shape, use, invocation) };
    case 'unknown':
      return { verdict: 'execute', finding: () => finding(event, shape, use, null) };
    case 'inspect':
      if (invocation.runsAudit)
        return { verdict: 'execute', finding: () => finding(event, shape, use, invocation) };
      return { verdict: 'inspect', what: `--${invocation.inspection}` };
    case 'nothing':
      return { verdict: 'inspect', what: invocation.why };
  }
}
