import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { STOP_PROCESS } from '../../cdk/host/index.ts';
import type { StopResult } from '../../cdk/host/results.ts';
import { LOADER, MISSING } from './machine.ts';
import { childrenOf, Den, executable, hex, isRunning, type Running, stateOf, until } from './payload.ts';
import { runScript } from './run-script.ts';

type Values = Parameters<typeof runScript<StopResult, keyof typeof STOP_PROCESS.parameters>>[1];

function stop(finding: Running, values: Values = {}) {
  return runScript<StopResult, keyof typeof STOP_PROCESS.parameters>(STOP_PROCESS, {
    Mode: 'kill',
    Pid: `${finding.pid}`,
    EventTime: finding.eventTime,
    ...('ExecutableHex' in values ? {} : { ExecutableHex: hex(executable(finding.pid)) }),
    ...values,
  });
}

/** A shell, itself run through the loader, with three children, one of them in a session of its own. */
async function family(den: Den): Promise<{ head: Running; all: number[] }> {
  const shell = den.payload('shell', '/bin/sh');
  const script = 'sleep 301 & sleep 302 & setsid sleep 303 & wait';
  const head = await den.start([LOADER, shell, '-c', script], (pid) => childrenOf(pid).length === 3);
  return { head, all: [head.pid, ...childrenOf(head.pid)] };
}

describe.skipIf(MISSING !== null)('stop-process', () => {
  test('kills the process of the finding and its children, in other sessions too', async () => {
    using den = new Den();
    const { head, all } = await family(den);
    const { result, exitCode } = await stop(head);
    expect(result).toMatchObject({ outcome: 'stopped', mode: 'kill', found: 4, killed: 4, running: [] });
    expect(exitCode).toBe(0);
    expect(all.filter(isRunning)).toEqual([]);
  });

  test('freezes and leaves everything in memory', async () => {
    using den = new Den();
    const { head, all } = await family(den);
    const { result } = await stop(head, { Mode: 'freeze' });
    expect(result).toMatchObject({ outcome: 'stopped', mode: 'freeze', found: 4, frozen: 4, killed: 0 });
    expect(all.map(stateOf)).toEqual(['T', 'T', 'T', 'T']);
    for (const pid of all) process.kill(pid, 'SIGKILL');
  });

  test('stops twice with the same end', async () => {
    using den = new Den();
    const { head } = await family(den);
    const values = { ExecutableHex: hex(executable(head.pid)) };
    await stop(head, values);
    expect((await stop(head, values)).result).toMatchObject({ outcome: 'refused', reason: 'gone' });
  });

  test('only looks in check mode', async () => {
    using den = new Den();
    const { head, all } = await family(den);
    const { result } = await stop(head, { Mode: 'check' });
    expect(result).toMatchObject({ outcome: 'checked', found: 4 });
    expect(result.outcome === 'checked' && [...result.pids].sort()).toEqual([...all].sort());
    expect(all.every((pid) => stateOf(pid) === 'S')).toBe(true);
  });

  test('catches up with a program that forks and dies all the time', async () => {
    using den = new Den();
    const shell = den.payload('shell', '/bin/sh');
    // Each generation forks the next one and ends: no process of it lives long enough to be somebody's parent.
    const script =
      'next() { n=$1; [ "$n" -gt 3000 ] || { sleep 0.01; next $((n + 1)) & }; }; next 0; sleep 300';
    const head = await den.start([LOADER, shell, '-c', script], (pid) => childrenOf(pid).length > 0);
    const { result } = await stop(head);
    expect(result).toMatchObject({ outcome: 'stopped' });
    const before = result.outcome === 'stopped' ? result.found : 0;
    expect(before).toBeGreaterThan(1);
    expect(sessionMembers(head.pid)).toEqual([]);
  });

  test('touches nothing where the id belongs to a process that began after the finding', async () => {
    using den = new Den();
    const later = await den.run(den.payload('innocent'));
    const { result, exitCode } = await stop(later, { EventTime: (Number(later.eventTime) - 60).toFixed(3) });
    expect(result).toMatchObject({ outcome: 'refused', reason: 'pid-reused' });
    expect(exitCode).toBe(3);
    expect(stateOf(later.pid)).toBe('S');
  });

  test('touches nothing where the start in ticks is another one', async () => {
    using den = new Den();
    const process = await den.run(den.payload('innocent'));
    const { result } = await stop(process, { StartTicks: '1' });
    expect(result).toMatchObject({ reason: 'start-differs' });
    expect(stateOf(process.pid)).toBe('S');
  });

  test('touches nothing where the finding lies in the future of the host', async () => {
    using den = new Den();
    const process = await den.run(den.payload('innocent'));
    const { result } = await stop(process, { EventTime: (Number(process.eventTime) + 60).toFixed(3) });
    expect(result).toMatchObject({ reason: 'clock-differs' });
    expect(stateOf(process.pid)).toBe('S');
  });

  test('refuses a process that has executed something else since, unless told otherwise', async () => {
    using den = new Den();
    const shell = den.payload('shell', '/bin/sh');
    const head = await den.start([LOADER, shell, '-c', 'exec sleep 300'], (pid) =>
      /sleep|busybox/.test(executable(pid)),
    );
    const values = { ExecutableHex: hex(LOADER) };
    expect((await stop(head, values)).result).toMatchObject({ reason: 'executed-again' });
    expect(stateOf(head.pid)).toBe('S');
    expect((await stop(head, { ...values, IfExecutedAgain: 'stop' })).result).toMatchObject({
      outcome: 'stopped',
    });
    expect(isRunning(head.pid)).toBe(false);
  });

  test('knows the executed file by device and inode, whatever its path is', async () => {
    using den = new Den();
    const head = await den.run(den.payload('program'));
    const [, device, inode] =
      /^\S+ \S+ \S+ (\S+) (\d+) +\/.*\/ld[^/]*$/m.exec(readFileSync(`/proc/${head.pid}/maps`, 'latin1')) ??
      [];
    const other = { ExecutableHex: hex('/another'), Device: String(device) };
    expect((await stop(head, { ...other, Inode: '1' })).result).toMatchObject({ reason: 'executed-again' });
    expect((await stop(head, { ...other, Inode: String(inode) })).result).toMatchObject({
      outcome: 'stopped',
    });
  });

  test('refuses where nothing is known of the executed file', async () => {
    using den = new Den();
    const head = await den.run(den.payload('program'));
    expect((await stop(head, { ExecutableHex: '' })).result).toMatchObject({ reason: 'executable-unknown' });
    expect(stateOf(head.pid)).toBe('S');
  });

  test.each([1, 2, process.pid, process.ppid])(
    'refuses process %i: the system, or what it runs under',
    async (pid) => {
      const now = (Date.now() / 1000).toFixed(3);
      const { result } = await runScript<StopResult, keyof typeof STOP_PROCESS.parameters>(STOP_PROCESS, {
        Mode: 'kill',
        Pid: `${pid}`,
        EventTime: now,
        IfExecutedAgain: 'stop',
      });
      expect(result).toMatchObject({ outcome: 'refused', reason: 'protected' });
    },
  );

  test('refuses a thread of the kernel', async () => {
    const thread = childrenOf(2)[0];
    const { result } = await runScript<StopResult, keyof typeof STOP_PROCESS.parameters>(STOP_PROCESS, {
      Mode: 'kill',
      Pid: `${thread}`,
      EventTime: (Date.now() / 1000).toFixed(3),
      IfExecutedAgain: 'stop',
    });
    expect(result).toMatchObject({ reason: 'protected' });
  });

  test('leaves the parent and the siblings of the process alone', async () => {
    using den = new Den();
    const shell = den.payload('shell', '/bin/sh');
    const innocent = await den.start(
      ['/bin/sh', '-c', `${LOADER} ${shell} -c 'sleep 304; :' & sleep 305 & wait`],
      (pid) => childrenOf(pid).length === 2,
    );
    await until(() => childrenOf(innocent.pid).some((pid) => executable(pid).includes('/ld')));
    const [program, sibling] = childrenOf(innocent.pid);
    if (program === undefined || sibling === undefined) throw new Error('no children');
    await stop({ ...innocent, pid: program, eventTime: (Date.now() / 1000).toFixed(3) });
    expect([program, sibling, innocent.pid].map(isRunning)).toEqual([false, true, true]);
  });
});

/** Ids of running processes in a session. */
function sessionMembers(session: number): number[] {
  const pids = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number);
  return pids.filter((pid) => isRunning(pid) && sessionOf(pid) === session);
}

function sessionOf(pid: number): number | null {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'latin1');
    return Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[3]);
  } catch {
    return null;
  }
}
