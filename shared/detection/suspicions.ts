/**
 * Judgements that wait for what a process does next. Two questions can only be answered by the future:
 *
 *  - Was the last step of an ldd really one? Tracing, the loader prints and exits; it never starts a process and never
 *    executes anything. If it does, a program ran.
 *  - Is a file that was concluded to be a loader from circumstances only a wrapper? A wrapper executes the program
 *    that it was given; a loader maps it.
 */
import { BoundedMap } from '../bounded-map.ts';
import type { ExecEvent, ExecEventId } from '../telemetry/exec-event.ts';
import type { ExecuteFinding } from './finding.ts';

/** Milliseconds: long enough for a program to do something, short enough that its process id isn't another's. */
const TRACE_LASTS = 10_000;
const GUESS_LASTS = 2_000;
const MOST = 2048;
/** An event with more is not kept waiting: many of them would fill the memory. */
const MOST_ARGUMENTS = 256;

function isOfProcess(event: ExecEvent, pid: number | null): boolean {
  return pid !== null && (event.pid === pid || event.ppid === pid);
}

function executesProgram(finding: ExecuteFinding, event: ExecEvent): boolean {
  const program = finding.program?.path ?? null;
  // The executed image, not the name that was asked for: that could be a link by now.
  return program !== null && event.exe?.path === program;
}

function livesOn(finding: ExecuteFinding, event: ExecEvent): ExecuteFinding {
  const what = event.pid === finding.event.pid ? 'executed another program' : 'started a process';
  const text = `it looked like the last step of an ldd, but then it ${what} (event ${event.sourceEventId}), which a loader that only traces never does`;
  return {
    ...finding,
    reasons: [{ id: 'trace-lived-on', text }, ...finding.reasons],
    relatedEventIds: [...finding.relatedEventIds, event.sourceEventId],
  };
}

interface Trace {
  readonly id: ExecEventId;
  readonly time: number;
  readonly finding: () => ExecuteFinding;
}

/** Findings of one host that wait. */
export class Suspicions {
  /** Told unless the process turns out to be a wrapper; the oldest first. */
  private readonly guesses = new BoundedMap<ExecEventId, ExecuteFinding>(MOST);
  /** Told only if the process lives on; by process id. */
  private readonly traces = new BoundedMap<number, Trace>(MOST);

  /** @returns a finding that can't wait any longer because too many do, null for none */
  addGuess(finding: ExecuteFinding): ExecuteFinding | null {
    if (finding.event.pid === null || finding.event.argv.length > MOST_ARGUMENTS) return finding;
    return this.guesses.set(finding.event.id, finding) ?? null;
  }

  /** @param finding - made only if it is needed, which is hardly ever */
  addTrace({ id, pid, time }: ExecEvent, finding: () => ExecuteFinding): void {
    if (pid !== null) this.traces.set(pid, { id, time, finding });
  }

  /** Looks at the next execution of the host; gives the findings that it, or its time, decides. */
  observe(event: ExecEvent): ExecuteFinding[] {
    if (this.guesses.size === 0 && this.traces.size === 0) return [];
    const decided = this.overdue(event.time);
    for (const [id, finding] of this.guesses) {
      if (isOfProcess(event, finding.event.pid) && executesProgram(finding, event)) this.guesses.delete(id);
    }
    for (const pid of [event.pid, event.ppid]) {
      const trace = pid === null ? undefined : this.traces.get(pid);
      if (pid === null || trace === undefined || event.id === trace.id) continue;
      this.traces.delete(pid);
      if (event.time - trace.time <= TRACE_LASTS) decided.push(livesOn(trace.finding(), event));
    }
    for (const [pid, { time }] of this.traces) {
      if (event.time - time <= TRACE_LASTS) break;
      this.traces.delete(pid);
    }
    return decided;
  }

  /** Nothing more will come: gives the findings that are told unless a wrapper showed up. */
  flush(): ExecuteFinding[] {
    return this.overdue(Number.POSITIVE_INFINITY);
  }

  private overdue(now: number): ExecuteFinding[] {
    const told: ExecuteFinding[] = [];
    for (const [id, finding] of this.guesses) {
      if (now - finding.event.time <= GUESS_LASTS) break;
      this.guesses.delete(id);
      told.push(finding);
    }
    return told;
  }
}
