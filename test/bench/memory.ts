/** How much memory `ldwatch scan` needs for a long log, seen from outside its process. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';

const MiB = 1024 * 1024;
const STAMP = /audit\((\d+)\.(\d{3}):(\d+)\)/;
/** Milliseconds between two looks at the process. */
const LOOK_EVERY = 100;

/** What the memory bench measured. */
export interface MemoryUse {
  readonly bytes: number;
  readonly seconds: number;
  /** Largest resident set seen, in MiB. */
  readonly peakMiB: number;
}

/** The recording once more, `round` hours later and with serial numbers of its own. */
function later(lines: readonly string[], round: number): string {
  return lines
    .map((line) =>
      line.replace(STAMP, (_, seconds: string, ms: string, serial: string) => {
        return `audit(${Number(seconds) + round * 3600}.${ms}:${Number(serial) + round * 1_000_000})`;
      }),
    )
    .join('\n')
    .concat('\n');
}

function residentMiB(pid: number): number {
  // Linux only, as is the log; elsewhere the bench tells 0.
  const status = readFileSync(`/proc/${pid}/status`, 'utf8');
  return Number(/^VmHWM:\s+(\d+) kB/m.exec(status)?.[1] ?? 0) / 1024;
}

/** Pipes at least `size` bytes made of `lines` through the command. */
export async function measureMemory(lines: readonly string[], size: number): Promise<MemoryUse> {
  const main = new URL('../../cli/main.ts', import.meta.url).pathname;
  const child = spawn(process.execPath, [main, 'scan', '--output', 'ndjson', '-'], {
    stdio: ['pipe', 'ignore', 'inherit'],
  });
  let peakMiB = 0;
  const look = () => {
    try {
      peakMiB = Math.max(peakMiB, residentMiB(child.pid ?? 0));
    } catch {
      // Not Linux, or it has ended.
    }
  };
  const timer = setInterval(look, LOOK_EVERY);
  const start = performance.now();
  let bytes = 0;
  for (let round = 0; bytes < size; round++) {
    const text = later(lines, round);
    bytes += text.length;
    if (!child.stdin.write(text)) await once(child.stdin, 'drain');
    look();
  }
  child.stdin.end();
  await once(child, 'exit');
  clearInterval(timer);
  return { bytes, seconds: (performance.now() - start) / 1000, peakMiB };
}
