/**
 * Judges executions where only some of what happened around them is at hand, as in one delivery of a log: says what
 * is certain whatever else happened, and which executions have to be asked about again with the log around them.
 */
import type { ExecEvent } from '../telemetry/exec-event.ts';
import { resolveOnHost } from '../telemetry/host-path.ts';
import { isLoaderHome, writersOf } from './directories.ts';
import { type ExecShape, shapeOf } from './exec-shape.ts';
import { judgeLoader } from './execute.ts';
import type { Finding } from './finding.ts';
import type { HostMemory } from './host-memory.ts';
import { judgeInjection } from './inject.ts';
import { judgeInterpreter } from './interpreter.ts';
import { hasShapeOfTrace } from './ldd-watch.ts';
import { learn } from './learn.ts';
import { type LoaderUse, loaderUse, programIfLoader } from './loader-use.ts';
import { judgeStaging } from './stage.ts';
import { renamingsOf } from './staging.ts';
import { toolOf } from './tool.ts';

/** What can only be told with the log around an execution. */
export type Question =
  /** Is it the last step of an ldd? To the letter the two are the same. */
  | 'ldd-step'
  /** Is the executed file a loader under another name? */
  | 'which-file';

/** What one execution tells by itself. */
export type FirstLook =
  /** Certain. Empty for nearly every execution. */
  | { readonly outcome: 'decided'; readonly findings: readonly Finding[] }
  /** A loader was executed and ran nothing; `what` as in a Judgement. */
  | { readonly outcome: 'inspected'; readonly what: string }
  | { readonly outcome: 'open'; readonly question: Question };

const NOTHING: FirstLook = { outcome: 'decided', findings: [] };

/** A loader by its name, where only the system puts loaders: no memory of the host could tell anything else of it. */
function isSurely(use: LoaderUse): boolean {
  return use.evidence === 'name' && isLoaderHome(use.path);
}

function lookAtUse(event: ExecEvent, shape: ExecShape, use: LoaderUse): FirstLook {
  if (!isSurely(use)) return { outcome: 'open', question: 'which-file' };
  const verdict = judgeLoader(event, shape, use);
  if (verdict.verdict === 'inspect') return { outcome: 'inspected', what: verdict.what };
  if (hasShapeOfTrace(event)) return { outcome: 'open', question: 'ldd-step' };
  return { outcome: 'decided', findings: [verdict.finding()] };
}

/** Does what runs first name a run-time linker? Then it is none itself. */
function namesLinker(shape: ExecShape): boolean {
  return shape.kind === 'dynamic' || (shape.kind === 'script' && shape.linker !== null);
}

/** `http://localhost/health`: what probes of containers are given by the thousand, and no file. */
const ADDRESS = /^[a-z][\w+.-]*:\/\//i;

/**
 * Names no run-time linker and was given something to run, as a loader under another name would be: that it is one may
 * be known from a delivery which has not been judged yet. Where every user may write, any word will do (musl opens a
 * bare name), elsewhere only the path of a file. Each question costs a reading of the log, and static programs with
 * arguments are many: every probe of a container is one.
 */
function couldBeLoader(event: ExecEvent, shape: ExecShape): boolean {
  const { exe, argv } = event;
  // An unnamed file that is given one to run counts as a loader whatever else is known of the host.
  if (namesLinker(shape) || exe?.memfd === true) return false;
  const writers = writersOf(exe?.path ?? null);
  if (writers === 'anyone') return argv.length > 1;
  const program = programIfLoader(event);
  if (program === null || ADDRESS.test(program)) return false;
  // Programs of the system that are given files of the system are many, and all of it is root's.
  return writers === 'owner' || writersOf(resolveOnHost(program, event.cwd)) !== 'system';
}

/**
 * Can what is remembered of its host change how this execution is judged? Where a file gets another name, and where one
 * that names no linker is given words: it may be a copy.
 */
export function needsFacts(event: ExecEvent): boolean {
  if (event.exe !== null && toolOf(event.exe.path).renames) return true;
  return event.argv.length > 1 && !namesLinker(shapeOf(event));
}

/**
 * Looks at one execution, whose records are all there, and learns from it.
 *
 * @param memory - of its host, as far as it is known
 */
export function firstLook(event: ExecEvent, memory: HostMemory): FirstLook {
  const shape = shapeOf(event);
  const use = loaderUse(event, shape, memory);
  const renamings = use === null ? renamingsOf(event) : [];
  const staged = renamings.length === 0 ? [] : judgeStaging(event, renamings, memory);
  learn(event, shape, use, renamings, memory);
  if (use !== null) return lookAtUse(event, shape, use);
  if (couldBeLoader(event, shape)) return { outcome: 'open', question: 'which-file' };
  const interpreter = judgeInterpreter(event, shape);
  const injection = judgeInjection(event, shape);
  if (interpreter === null && injection === null)
    return staged.length === 0 ? NOTHING : { outcome: 'decided', findings: staged };
  const others = [interpreter, injection].filter((finding) => finding !== null);
  return { outcome: 'decided', findings: [...staged, ...others] };
}

/**
 * Can an execution of which only some records are known concern a loader? No where what is there rules it out: an
 * ordinary program with the system's linker, which neither copies nor reads files.
 *
 * @param event - as far as it is known, with what is missing named
 */
export function mayConcernLoader(event: ExecEvent): boolean {
  if (event.missing.includes('process') || event.exe === null) return true;
  const shape = shapeOf(event);
  const linker = shape.kind === 'dynamic' || shape.kind === 'script' ? shape.linker : null;
  if (linker === null) return true;
  const { renames, reads, systemLoader } = toolOf(event.exe.path);
  // A script whose interpreter is a loader looks like a program with its linker until all arguments are there.
  if (renames || reads || systemLoader) return true;
  const path = resolveOnHost(linker.name, event.cwd ?? '/');
  return path === null || !linker.name.startsWith('/') || !isLoaderHome(path);
}
