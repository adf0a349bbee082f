/** The latest execution of each process of one host: the log has no record of forks and exits. */

import { GenerationalMap } from '../generational-map.ts';
import type { ExecEvent } from '../telemetry/exec-event.ts';
import { toolOf } from './tool.ts';

/** By process id; bounded, those that executed longest ago are forgotten. */
export class ProcessTable {
  /** Twice the time in milliseconds, plus one for a shell: one number instead of an object for every execution. */
  private readonly latest = new GenerationalMap<number, number>(16_384);

  /** Notes an execution. */
  learn(event: ExecEvent): void {
    if (event.pid === null) return;
    const shell = event.exe !== null && toolOf(event.exe.path).systemShell;
    this.latest.set(event.pid, event.time * 2 + (shell ? 1 : 0));
  }

  /** Did this process execute anything at `time` (milliseconds) or later? */
  executedSince(pid: number, time: number): boolean {
    return (this.latest.get(pid) ?? -1) >= time * 2;
  }

  /** Is this process a shell, or a fork that never executed anything (a subshell, most likely)? */
  isShellOrFork(pid: number | null): boolean {
    if (pid === null) return false;
    const exec = this.latest.get(pid);
    return exec === undefined || exec % 2 === 1;
  }
}
