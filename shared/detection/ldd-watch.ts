/**
 * Follows ldd at work, from what glibc's script does (elf/ldd.bash.in) and how its processes relate.
 *
 *     ldd FILE…                         L   a shell runs /usr/bin/ldd
 *     ├─ ld.so --verify FILE            V   child of L, for one loader after the other until its status says "mine";
 *     │                                     the status is not in the log
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
 *  - V grants one T only, and only for a time that L's own pace so far makes likely;
 *  - T's parent S was never executed, and was forked after V with at least one fork between them;
 *  - nothing shows that L has gone on: no other loader was tried after V (then V's answer was no), and the shell that
 *    waits for L has not started another command.
 *
 * What that leaves open stands in docs/known-gaps.md.
 */

import { BoundedMap } from '../bounded-map.ts';
import { familyOfName } from '../loader/registry.ts';
import type { ExecEvent, ExecFailure, FileIdentity } from '../telemetry/exec-event.ts';
import type { ExecShape } from './exec-shape.ts';
import { filesOfLdd } from './ldd-start.ts';
import type { ProcessTable } from './process-table.ts';

/** Milliseconds from V to T that are always allowed. */
const PATIENCE = 1_000;
/** A machine under load stretches all steps of a script; this many times L's last step are allowed too. */
const PACES = 25;
const LONGEST_WAIT = 10_000;
/** Beyond this many forks between V and S, looking for one that could be ldd's tells nothing. */
const FORKS_TO_LOOK_AT = 256;
/** Process ids wrap at pid_max; a step back further than this is taken for one. */
const WRAP_DISTANCE = 15_000;
const MOST_RUNS = 2048;
const MOST_GRANTED = 512;
const MOST_WORDS = 500_000;

interface Verify {
  readonly event: ExecEvent;
  readonly pid: number;
  readonly word: string;
  /** Milliseconds: T may come until then. */
  readonly until: number;
}

type Surroundings = Pick<ExecEvent, 'cwd' | 'user'>;

/** One running ldd; not its event, whose arguments can be many. */
interface LddRun extends Surroundings {
  readonly pid: number;
  readonly ppid: number | null;
  /** Milliseconds. */
  readonly startedAt: number;
  /** The files that are still to come, as ldd names them, with how often each. */
  readonly files: Map<string, number>;
  /** Milliseconds: when its latest step was seen. */
  lastStep: number;
}

function sameSurroundings(a: Surroundings, b: Surroundings): boolean {
  return (
    a.cwd === b.cwd &&
    a.user.uid === b.user.uid &&
    a.user.euid === b.user.euid &&
    a.user.auid === b.user.auid &&
    a.user.session === b.user.session &&
    a.user.tty === b.user.tty
  );
}

/** Was `later` forked after `earlier`? Ids grow by one a fork until they wrap. */
function forkedAfter(later: number, earlier: number): boolean {
  return later > earlier || earlier - later > WRAP_DISTANCE;
}

/** Could this execution of a loader be the last step of an ldd, as far as it tells by itself? */
export function hasShapeOfTrace({ argv, argvFidelity, exe }: ExecEvent): boolean {
  const isWhole = argvFidelity === 'exact' || argvFidelity === 'joined';
  return argv.length === 2 && isWhole && exe?.deleted === false;
}

/** Every ldd of one host. */
export class LddWatch {
  private readonly lddFiles = new BoundedMap<FileIdentity, true>(64);
  private readonly runs = new BoundedMap<number, LddRun>(MOST_RUNS);
  /** Runs whose --verify may be followed by a trace: few at a time. */
  private readonly granted = new BoundedMap<LddRun, Verify>(MOST_GRANTED);
  /** Files of all runs together. */
  private words = 0;
  /** Process id of the latest run of each parent. */
  private readonly byParent = new BoundedMap<number, number>(MOST_RUNS);
  /** Shells that were seen to start another command while an ldd of theirs had hardly begun: they don't wait. */
  private readonly impatient = new BoundedMap<number, true>(MOST_RUNS);
  private readonly processes: ProcessTable;

  constructor(processes: ProcessTable) {
    this.processes = processes;
  }

  /** Looks at any execution: the start of an ldd, or proof that one has ended. Call before it enters the process table. */
  observe(event: ExecEvent, shape: ExecShape): void {
    const { pid } = event;
    if (pid === null) return;
    const files = filesOfLdd(event, shape, this.lddFiles);
    if (this.runs.size > 0) {
      this.endOthers(event, pid, files !== null);
      this.forget(this.runs.get(pid));
    }
    if (files === null) return;
    const { cwd, user, ppid, time } = event;
    const run = { cwd, user, pid, ppid, startedAt: time, files, lastStep: time };
    this.keep(run);
    if (event.ppid !== null) this.byParent.set(event.ppid, pid);
  }

  /** `ld.so --verify FILE`: notes it where a running ldd did it. */
  observeVerify(event: ExecEvent): void {
    const { argv, pid, ppid } = event;
    const word = argv[2];
    if (argv.length !== 3 || argv[1] !== '--verify' || word === null || word === undefined) return;
    if (pid === null || ppid === null) return;
    const run = this.runs.get(ppid);
    if (run === undefined || !run.files.has(word) || !sameSurroundings(run, event)) return;
    const pace = Math.max(event.time - run.lastStep, 0);
    run.lastStep = event.time;
    this.granted.set(run, {
      event,
      pid,
      word,
      until: event.time + Math.min(PATIENCE + PACES * pace, LONGEST_WAIT),
    });
  }

  /**
   * A loader that this kernel can't execute (x32's, where it is installed): ldd tries its loaders in turn and stops at
   * the first that takes the file, so its latest --verify had said no.
   */
  observeFailure(failure: ExecFailure): void {
    if (this.granted.size === 0 || familyOfName(failure.name) === null) return;
    const candidates = [...this.granted].filter(
      ([, verify]) =>
        sameSurroundings(verify.event, failure) &&
        failure.time <= verify.until &&
        forkedAfter(failure.pid, verify.pid),
    );
    const [only] = candidates;
    // Of several at work side by side it can't be told which one went on.
    if (only !== undefined && candidates.length === 1) this.granted.delete(only[0]);
  }

  /**
   * Is this `ld.so FILE` the last step of a running ldd? Uses up the grant: the next trace needs a --verify of its own.
   */
  takeTrace(event: ExecEvent): boolean {
    if (!hasShapeOfTrace(event)) return false;
    let best: LddRun | null = null;
    let distance = Number.POSITIVE_INFINITY;
    for (const [run, verify] of this.granted) {
      if (event.time > verify.until) this.granted.delete(run);
      else if (this.isTraceOf(run, verify, event)) {
        // Several at work on one file: the parent's id tells whose it most likely is.
        const away = Math.abs((event.ppid ?? 0) - verify.pid);
        if (away < distance) best = run;
        distance = Math.min(distance, away);
      }
    }
    if (best === null) return false;
    this.useUp(best, event);
    return true;
  }

  private keep(run: LddRun): void {
    this.words += run.files.size;
    this.release(this.runs.set(run.pid, run));
    while (this.words > MOST_WORDS && this.runs.size > 0) this.release(this.runs.takeOldest());
  }

  private forget(run: LddRun | undefined): void {
    if (run === undefined) return;
    this.runs.delete(run.pid);
    this.release(run);
  }

  private release(run: LddRun | undefined): void {
    if (run === undefined) return;
    this.words -= run.files.size;
    this.granted.delete(run);
  }

  private useUp(run: LddRun, event: ExecEvent): void {
    const word = this.granted.get(run)?.word ?? '';
    this.granted.delete(run);
    run.lastStep = event.time;
    const left = (run.files.get(word) ?? 0) - 1;
    if (left > 0) run.files.set(word, left);
    else if (run.files.delete(word)) this.words--;
    if (run.files.size === 0) this.forget(run);
  }

  private isTraceOf(run: LddRun, verify: Verify, event: ExecEvent): boolean {
    const { argv, pid, ppid } = event;
    return (
      pid !== null &&
      ppid !== null &&
      argv[1] === verify.word &&
      argv[0] === verify.event.argv[0] &&
      event.exe?.path === verify.event.exe?.path &&
      event.time >= verify.event.time &&
      sameSurroundings(verify.event, event) &&
      !this.processes.executedSince(ppid, run.startedAt) &&
      forkedAfter(ppid, verify.pid) &&
      forkedAfter(pid, ppid) &&
      this.hasForkBetween(verify, ppid)
    );
  }

  /** Is there room for ldd's outer subshell between V and S: an id that no execution is known to have had? */
  private hasForkBetween(verify: Verify, parent: number): boolean {
    if (parent < verify.pid || parent - verify.pid > FORKS_TO_LOOK_AT) return true;
    for (let pid = verify.pid + 1; pid < parent; pid++) {
      if (!this.processes.executedSince(pid, verify.event.time)) return true;
    }
    return false;
  }

  /** Takes back grants of ldds that this execution proves to have ended or gone on. */
  private endOthers(event: ExecEvent, pid: number, isLdd: boolean): void {
    const sibling =
      event.ppid === null || isLdd ? undefined : this.runs.get(this.byParent.get(event.ppid) ?? -1);
    if (sibling !== undefined && sibling.lastStep === sibling.startedAt)
      this.impatient.set(sibling.ppid ?? 0, true);
    for (const [run, verify] of this.granted) {
      const replaced = pid === run.pid;
      // A shell waits for ldd before its next command; other parents (xargs, make) keep several children at work, and
      // so does a shell that starts one ldd after another in the background.
      const parentWentOn =
        !isLdd &&
        !this.impatient.has(event.ppid ?? 0) &&
        event.ppid === run.ppid &&
        forkedAfter(pid, verify.pid) &&
        this.processes.isShellOrFork(event.ppid);
      if (replaced || parentWentOn || event.time > verify.until) this.granted.delete(run);
    }
  }
}
