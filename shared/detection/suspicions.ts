/**
 * Judgements that wait for what a process does next. Two questions can only be answered by the future:
 *
 *  - Was the last step of an ldd really one? Tracing, the loader prints and exits; it never starts a process and never
 *    executes anything. If it does, a program ran.
 *  - Is a file that was concluded to be a loader from circumstances only a wrapper? A wrapper executes the program
 *    that it was given; a loader maps it.
 */

import { BoundedMap } from '../bounded-map.ts';
import type { ExecEvent } from '../telemetry/exec-event.ts';
import { resolveOnHost } from '../telemetry/host-path.ts';
import type { ExecuteFinding } from './finding.ts';

/** Milliseconds: long enough for a program to do something, short enough that its process id isn't another's. */
const TRACE_LASTS = 10_000;
const GUESS_LASTS = 2_000;

/** Why a finding waits: it is told unless a wrapper shows up, or only if a trace lives on. */
export type SuspicionKind = 'unless-wrapper' | 'if-it-lives-on';

interface Suspicion {
  readonly kind: SuspicionKind;
  readonly finding: ExecuteFinding;
  readonly until: number;
}

function concerns(suspicion: Suspicion, event: ExecEvent): boolean {
  const { pid } = suspicion.finding.event;
  return event.id !== suspicion.finding.event.id && (event.pid === pid || event.ppid === pid);
}

function executesProgram(suspicion: Suspicion, event: ExecEvent): boolean {
  const program = suspicion.finding.program?.path;
  const asked = event.files[0]?.name;
  return (
    program != null &&
    (event.exe?.path === program || (asked !== undefined && resolveOnHost(asked, event.cwd) === program))
  );
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

/** Findings of one host that wait, at most a few thousand. */
export class Suspicions {
  private readonly byProcess = new BoundedMap<number, Suspicion>(4096);

  add(kind: SuspicionKind, finding: ExecuteFinding): void {
    const { pid, time } = finding.event;
    if (pid === null) return;
    this.byProcess.set(pid, {
      kind,
      finding,
      until: time + (kind === 'unless-wrapper' ? GUESS_LASTS : TRACE_LASTS),
    });
  }

  /** Looks at the next execution of the host; gives the findings that it decides. */
  observe(event: ExecEvent): ExecuteFinding[] {
    if (this.byProcess.size === 0) return [];
    const decided: ExecuteFinding[] = this.expire(event.time);
    for (const pid of [event.pid, event.ppid]) {
      const suspicion = pid === null ? undefined : this.byProcess.get(pid);
      if (pid === null || suspicion === undefined || !concerns(suspicion, event)) continue;
      if (suspicion.kind === 'if-it-lives-on') decided.push(livesOn(suspicion.finding, event));
      else if (!executesProgram(suspicion, event)) continue;
      this.byProcess.delete(pid);
    }
    return decided;
  }

  /** Nothing more will come: gives the findings that are told unless a wrapper showed up. */
  flush(): ExecuteFinding[] {
    return this.expire(Number.POSITIVE_INFINITY);
  }

  private expire(now: number): ExecuteFinding[] {
    const told: ExecuteFinding[] = [];
    for (const suspicion of this.byProcess.values()) {
      if (now <= suspicion.until) {
        // The oldest of the longer kind may hide younger ones of the shorter kind: those are told a little later.
        break;
      }
      if (suspicion.finding.event.pid !== null) this.byProcess.delete(suspicion.finding.event.pid);
      if (suspicion.kind === 'unless-wrapper') told.push(suspicion.finding);
    }
    return told;
  }
}
