/** The latest execution of each process of one host: the log has no record of forks and exits. */
import type { ExecEvent } from '../telemetry/exec-event.ts';
import { BoundedMap } from './bounded-map.ts';
import { isSystemShell } from './ldd-start.ts';

interface LatestExec {
  readonly time: number;
  readonly shell: boolean;
}

/** By process id; bounded, the one that executed longest ago is forgotten first. */
export class ProcessTable {
  private readonly latest = new BoundedMap<number, LatestExec>(16_384);

  /** Notes an execution. */
  learn(event: ExecEvent): void {
    if (event.pid === null) return;
    this.latest.set(event.pid, {
      time: event.time,
      shell: event.exe !== null && isSystemShell(event.exe.path),
    });
  }

  /** Did this process execute anything at `time` (milliseconds) or later? */
  executedSince(pid: number, time: number): boolean {
    const exec = this.latest.get(pid);
    return exec !== undefined && exec.time >= time;
  }

  /** Is this process a shell, or a fork that never executed anything (a subshell, most likely)? */
  isShellOrFork(pid: number | null): boolean {
    if (pid === null) return false;
    return this.latest.get(pid)?.shell ?? true;
  }
}
