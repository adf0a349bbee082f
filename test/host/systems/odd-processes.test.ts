/** Processes that are large, short-lived, or not who they were. */
import { readFileSync, writeFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { STOP_PROCESS } from '../../../cdk/host/index.ts';
import type { StopResult } from '../../../cdk/host/results.ts';
import { collect } from '../evidence.ts';
import { PROGRAM } from '../machine.ts';
import { Den, executable, hex, isRunning, type Running, stateOf, until } from '../payload.ts';
import { runScript } from '../run-script.ts';

/** Starts innocent programs until one gets the id of a process that ended: the kernel counts on from ns_last_pid (pid_namespaces(7)). */
async function reuse(den: Den, pid: number): Promise<Running> {
  for (let attempt = 0; attempt < 200; attempt++) {
    writeFileSync('/proc/sys/kernel/ns_last_pid', String(pid - 1));
    const next = await den.start([PROGRAM, '300'], () => true);
    if (next.pid === pid) return next;
    process.kill(next.pid, 'SIGKILL');
  }
  throw new Error(`No process got the id ${pid} again.`);
}

describe('a process id that was given out again', () => {
  test('is neither stopped nor looked into', async () => {
    using den = new Den();
    const finding = await den.run(den.payload('payload'));
    const loader = hex(executable(finding.pid));
    process.kill(finding.pid, 'SIGKILL');
    await until(() => stateOf(finding.pid) === null);
    await new Promise((resolve) => setTimeout(resolve, 1500));
    const innocent = await reuse(den, finding.pid);
    expect(innocent.pid).toBe(finding.pid);

    for (const IfExecutedAgain of ['refuse', 'stop']) {
      const { result } = await runScript<StopResult, keyof typeof STOP_PROCESS.parameters>(STOP_PROCESS, {
        Mode: 'kill',
        Pid: `${finding.pid}`,
        EventTime: finding.eventTime,
        ExecutableHex: loader,
        IfExecutedAgain,
      });
      expect(result).toMatchObject({ outcome: 'refused', reason: 'pid-reused' });
    }
    const { manifest } = await collect(den, finding);
    expect(manifest.process).toBe('reused');
    expect(manifest.members.filter(({ name }) => name.startsWith(`process/${finding.pid}/`))).toEqual([]);
    expect(isRunning(innocent.pid)).toBe(true);
  });
});

test('ten thousand open files and a megabyte of environment are cut where the limits are, and it is said', async () => {
  using den = new Den();
  const code = `import os, time
import resource
resource.setrlimit(resource.RLIMIT_NOFILE, (20000, 20000))
files = [os.open("/dev/null", os.O_RDONLY) for _ in range(10000)]
time.sleep(300)`;
  const env: NodeJS.ProcessEnv = {};
  for (let index = 0; index < 10; index++) env[`LARGE${index}`] = 'x'.repeat(100_000);
  const finding = await den.start(['python3', '-c', code], (pid) => sleepsIn(pid), {
    env: { ...process.env, ...env },
  });
  const { manifest, lines, member } = await collect(den, finding);
  const own = `process/${finding.pid}`;
  expect(lines(`${own}/links.jsonl`).filter(({ name }) => String(name).startsWith('fd/'))).toHaveLength(4096);
  expect(manifest.missing.map(({ why }) => why)).toContainEqual(
    expect.stringMatching(/^Only 4096 of 100\d\d open files are listed\.$/),
  );
  expect(readFileSync(member(`${own}/environ`)).length).toBeGreaterThan(1_000_000);
});

function sleepsIn(pid: number): boolean {
  try {
    return readFileSync(`/proc/${pid}/wchan`, 'latin1').includes('nanosleep');
  } catch {
    return false;
  }
}
