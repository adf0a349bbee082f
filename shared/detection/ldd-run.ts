/**
 * Recognises ldd at work, from what the glibc script does (elf/ldd.bash.in) and how its processes relate.
 *
 *     ldd FILE…                         L   a shell runs /usr/bin/ldd
 *     ├─ ld.so --verify FILE            V   child of L; its exit status says whether to go on, the log doesn't tell it
 *     └─ ( subshell )                       forks without exec: no record
 *        └─ $( subshell )               S   forks without exec: no record
 *           └─ ld.so FILE               T   child of S, LD_TRACE_LOADED_OBJECTS=1 in the environment, not in the log
 *
 * T is to the letter what an attack looks like. It is taken for ldd's only where all of this holds:
 *
 *  - L is a shell of the system running the system's ldd, a file that root owns and only root can write;
 *  - V is a child of L, has nothing but --verify and a FILE that L was given, and is L's latest one;
 *  - T runs the same loader by the same name on the same word, with no other argument;
 *  - L, V and T share user, login, terminal and working directory;
 *  - T comes within GRANT_TIME of V, and V grants one T only;
 *  - T's parent S was never executed, and was forked after V with at least one fork between them.
 *
 * What that leaves open stands in docs/known-gaps.md.
 */
import type { ExecEvent } from '../telemetry/exec-event.ts';
import { baseName, resolveOnHost } from '../telemetry/host-path.ts';
import { isRootsOwn, writersOf } from './directories.ts';
import type { ExecShape } from './exec-shape.ts';
import type { HostMemory } from './host-memory.ts';

/** Milliseconds between --verify and the trace: 4 on an idle machine, up to seconds under load (test/corpus). */
const GRANT_TIME = 5_000;
/** Process ids wrap at pid_max; a step back further than this is taken for one. */
const WRAP_DISTANCE = 15_000;
/** Beyond this many forks between V and S, looking for one that could be ldd's tells nothing. */
const FORKS_TO_LOOK_AT = 256;
const SHELLS: ReadonlySet<string> = new Set(['bash', 'sh', 'dash', 'ksh', 'busybox']);
const HARMLESS_SHELL_OPTIONS = /^-[aefhkmnptuvxBEHPT]+$/;
const LDD_PATHS: ReadonlySet<string> = new Set(['/usr/bin/ldd', '/bin/ldd']);
const MOST_FILES = 100_000;

/** The --verify that ldd last ran. */
interface Verify {
  readonly event: ExecEvent;
  readonly pid: number;
  readonly word: string;
}

/** One running ldd. */
export interface LddRun {
  readonly event: ExecEvent;
  /** Words that it was given as files, as it passes them on, with how often each is still to come. */
  readonly files: Map<string, number>;
  verify: Verify | null;
}

/** Index of the script's own name in the arguments of a shell that runs ldd; -1 where it runs something else. */
function scriptIndex(event: ExecEvent, shape: ExecShape): number {
  const { argv, cwd, exe } = event;
  if (exe === null || !SHELLS.has(baseName(exe.path)) || writersOf(exe.path) !== 'system') return -1;
  if (shape.kind === 'script') {
    const path = resolveOnHost(shape.program.name, cwd);
    if (path === null || !LDD_PATHS.has(path) || !isRootsOwn(shape.program)) return -1;
    // The kernel puts the script's name behind the interpreter and its one optional argument.
    return argv.indexOf(shape.program.name, 1) <= 2 ? argv.indexOf(shape.program.name, 1) : -1;
  }
  let index = 1;
  while (HARMLESS_SHELL_OPTIONS.test(argv[index] ?? '')) index++;
  const script = argv[index];
  return script !== null && script !== undefined && LDD_PATHS.has(script) ? index : -1;
}

/** Does this execution start ldd? Gives what must be remembered of it. */
export function startOfLdd(event: ExecEvent, shape: ExecShape): LddRun | null {
  if (event.argvFidelity !== 'exact') return null;
  const script = scriptIndex(event, shape);
  if (script < 0) return null;
  let index = script + 1;
  for (; event.argv[index]?.startsWith('-'); index++) {
    if (event.argv[index] !== '--') continue;
    index++;
    break;
  }
  const files = new Map<string, number>();
  for (const word of event.argv.slice(index, index + MOST_FILES)) {
    if (word === null) continue;
    const passedOn = word.includes('/') ? word : `./${word}`;
    files.set(passedOn, (files.get(passedOn) ?? 0) + 1);
  }
  return { event, files, verify: null };
}

function sameSurroundings(a: ExecEvent, b: ExecEvent): boolean {
  return (
    a.cwd === b.cwd &&
    a.user.uid === b.user.uid &&
    a.user.euid === b.user.euid &&
    a.user.auid === b.user.auid &&
    a.user.session === b.user.session &&
    a.user.tty === b.user.tty
  );
}

/** Notes `ld.so --verify FILE` where a running ldd did it. */
export function noteVerify(event: ExecEvent, memory: HostMemory): void {
  const { argv, pid, ppid } = event;
  const word = argv[2];
  if (argv.length !== 3 || argv[1] !== '--verify' || word === null || word === undefined) return;
  if (pid === null || ppid === null) return;
  const run = memory.lddRuns.get(ppid);
  if (run === undefined || !run.files.has(word) || !sameSurroundings(run.event, event)) return;
  run.verify = { event, pid, word };
}

/** Was `later` forked after `earlier`? Ids grow by one a fork until they wrap. */
function forkedAfter(later: number, earlier: number): boolean {
  return later > earlier || earlier - later > WRAP_DISTANCE;
}

/** Is there room for ldd's outer subshell between V and S: an id that no execution is known to have had? */
function hasForkBetween(verify: Verify, parent: number, memory: HostMemory): boolean {
  if (parent < verify.pid || parent - verify.pid > FORKS_TO_LOOK_AT) return true;
  for (let pid = verify.pid + 1; pid < parent; pid++) {
    const process = memory.processes.get(pid);
    if (process === undefined || process.time < verify.event.time) return true;
  }
  return false;
}

function neverExecuted(pid: number, since: ExecEvent, memory: HostMemory): boolean {
  const process = memory.processes.get(pid);
  return process === undefined || process.time < since.time;
}

function isTraceOf(run: LddRun, event: ExecEvent, memory: HostMemory): boolean {
  const { verify } = run;
  const { argv, pid, ppid } = event;
  if (verify === null || pid === null || ppid === null) return false;
  const waited = event.time - verify.event.time;
  return (
    argv[1] === verify.word &&
    argv[0] === verify.event.argv[0] &&
    event.exe?.path === verify.event.exe?.path &&
    waited >= 0 &&
    waited <= GRANT_TIME &&
    sameSurroundings(verify.event, event) &&
    neverExecuted(ppid, run.event, memory) &&
    forkedAfter(ppid, verify.pid) &&
    forkedAfter(pid, ppid) &&
    hasForkBetween(verify, ppid, memory)
  );
}

/**
 * Is this `ld.so FILE` the last step of a running ldd? Takes the grant: the next one needs a --verify of its own.
 *
 * @returns the ldd that it belongs to, null for none
 */
export function takeTrace(event: ExecEvent, memory: HostMemory): LddRun | null {
  if (event.argv.length !== 2 || event.argvFidelity !== 'exact' || event.exe?.deleted !== false) return null;
  let best: LddRun | null = null;
  for (const run of memory.lddRuns.values()) {
    if (!isTraceOf(run, event, memory)) continue;
    // Several at work on one file: the parent's id tells whose it most likely is.
    if (best === null || distance(run, event) < distance(best, event)) best = run;
  }
  if (best === null) return null;
  const { verify } = best;
  if (verify !== null) useUp(best, verify.word);
  best.verify = null;
  return best;
}

function distance(run: LddRun, event: ExecEvent): number {
  return Math.abs((event.ppid ?? 0) - (run.verify?.pid ?? 0));
}

function useUp(run: LddRun, word: string): void {
  const left = (run.files.get(word) ?? 0) - 1;
  if (left > 0) run.files.set(word, left);
  else run.files.delete(word);
}
