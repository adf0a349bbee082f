/** How much memory `ldwatch scan` needs for a long log, seen from outside its process. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import manifest from '../../package.json' with { type: 'json' };
import { later } from './later.ts';

/** Milliseconds between two looks at the process. */
const LOOK_EVERY = 100;

/** What the memory bench measured. */
export interface MemoryUse {
  readonly bytes: number;
  readonly seconds: number;
  /** Largest resident set seen, in MiB. */
  readonly peakMiB: number;
}

function residentMiB(pid: number): number {
  // Linux only, as is the log; elsewhere the bench tells 0.
  const status = readFileSync(`/proc/${pid}/status`, 'utf8');
  return Number(/^VmHWM:\s+(\d+) kB/m.exec(status)?.[1] ?? 0) / 1024;
}

/** Pipes at least `size` bytes made of `lines` through the command. */
export async function measureMemory(lines: readonly string[], size: number): Promise<MemoryUse> {
  // As `npm run ldwatch` starts it, with the limits that it sets.
  const [, ...command] = manifest.scripts.ldwatch.split(' ');
  const child = spawn(process.execPath, [...command, 'scan', '--output', 'ndjson', '-'], {
    cwd: new URL('../..', import.meta.url),
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
    const text = later(lines, round).join('\n').concat('\n');
    bytes += text.length;
    if (!child.stdin.write(text)) await once(child.stdin, 'drain');
    look();
  }
  child.stdin.end();
  await once(child, 'exit');
  clearInterval(timer);
  return { bytes, seconds: (performance.now() - start) / 1000, peakMiB };
}
