/** What docs/telemetry.md says of audit rules, in the kernel of the machine that runs the tests. */
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { copyFileSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { LD, LD_FILE } from '../corpus/machine.ts';
import { alertsOf } from '../corpus/recordings.ts';
import { auditctl, callsWith, recordedWith, whyNotHere } from './kernel.ts';
import { execveatProgram, program32 } from './programs.ts';

const RULES = readFileSync(new URL('../../docs/telemetry/ldwatch.rules', import.meta.url), 'utf8');

const TRUE = '/bin/true';
const { arch, exec, at } =
  process.arch === 'arm64'
    ? { arch: 'c00000b7', exec: '221', at: '281' }
    : { arch: 'c000003e', exec: '59', at: '322' };

const obstacle = whyNotHere();
const name = obstacle ? ` (not tried: ${obstacle})` : '';

describe.skipIf(obstacle !== null)(`audit rules in this kernel${name}`, () => {
  let directory = '';
  beforeAll(() => {
    directory = mkdtempSync(join(tmpdir(), 'ldwatch-programs-'));
  });
  afterAll(() => rmSync(directory, { recursive: true, force: true }));
  // Somebody may have started to record since.
  beforeEach(({ skip }) => {
    const why = whyNotHere();
    skip(why !== null, why ?? '');
  });

  it('docs/telemetry/ldwatch.rules records execve', async () => {
    const log = await recordedWith(RULES, () => void spawnSync(TRUE, ['by-execve']));
    expect(callsWith(log, 'by-execve')).toEqual([{ arch, syscall: exec, key: 'ldwatch' }]);
  });

  it('docs/telemetry/ldwatch.rules records execveat, here of a file in memory', async ({ skip }) => {
    const program = execveatProgram(directory);
    if (program === null) return skip('there is no gcc');
    const log = await recordedWith(RULES, () => void spawnSync(program, ['by-execveat']));
    expect(callsWith(log, 'by-execveat').map(({ syscall }) => syscall)).toEqual([exec, at]);
  });

  it.for([
    { call: 'execve', syscall: '11' },
    { call: 'execveat', syscall: '358' },
  ] as const)(
    'docs/telemetry/ldwatch.rules records $call through the 32-bit entry of a 64-bit program',
    async ({ call, syscall }, { skip }) => {
      const mark = `by-32-bit-${call}`;
      const program = program32(directory, call, mark);
      if (program === null) return skip('there is no gcc for x86-64');
      if (spawnSync(program).status !== 0) return skip('this kernel takes no 32-bit system calls');
      const log = await recordedWith(RULES, () => void spawnSync(program));
      expect(callsWith(log, mark)).toEqual([{ arch: '40000003', syscall, key: 'ldwatch' }]);
    },
  );

  it('the harmless command of the guide gives the finding that the guide promises', async () => {
    const log = await recordedWith(RULES, () => void spawnSync(LD, [TRUE]));
    const alerts = alertsOf(log.split('\n'));
    expect(alerts).toMatchObject([{ kind: 'execute', payload: TRUE, severity: 'high' }]);
  });

  it('the same with a copy in a directory for everybody is critical', async () => {
    const copy = join(directory, 'true');
    copyFileSync(TRUE, copy);
    const log = await recordedWith(RULES, () => void spawnSync(LD, [copy]));
    expect(alertsOf(log.split('\n'))).toMatchObject([{ payload: copy, severity: 'critical' }]);
  });

  it('a rule with auid!=unset does not record what has no login, such as daemons', async ({ skip }) => {
    const script = `echo 4294967295 >/proc/self/loginuid && exec ${TRUE} no-login`;
    let status: number | null = null;
    const act = (): void => {
      ({ status } = spawnSync('/bin/bash', ['-c', script]));
    };
    const all = await recordedWith(RULES, act);
    skip(status !== 0, 'the login uid may not be taken away here');
    expect(callsWith(all, 'no-login')).toHaveLength(1);
    const some = '-a always,exit -F arch=b64 -S execve,execveat -F auid!=unset -k ldwatch';
    expect(callsWith(await recordedWith(some, act), 'no-login')).toEqual([]);
  });

  it("a watch on the loader's link records nothing, one on its file every dynamic program, but no copy", async () => {
    const copy = join(directory, 'copy');
    copyFileSync(LD_FILE, copy);
    const act = (): void => {
      spawnSync(TRUE, ['ordinary']);
      spawnSync(LD, [TRUE, 'loader'], { argv0: 'ld' });
      spawnSync(copy, [TRUE], { argv0: 'copy' });
    };
    const watch = (path: string): string => `-a always,exit -F arch=b64 -F path=${path} -F perm=x -k ldwatch`;
    const byFile = await recordedWith(watch(LD_FILE), act);
    expect(callsWith(byFile, 'ordinary')).toHaveLength(1);
    expect(byFile).toContain('argc=3 a0="ld" a1="/bin/true" a2="loader"');
    expect(byFile).not.toContain('a0="copy"');
    if (LD === LD_FILE) return;
    const byLink = await recordedWith(watch(LD), act);
    expect(callsWith(byLink, 'ordinary')).toEqual([]);
    expect(byLink).not.toContain('a2="loader"');
  });

  it('a process from the time of never,task stays unseen until it forks, although the rule is gone', async () => {
    const log = await recordedWith(`${RULES}\n-a never,task`, async () => {
      spawnSync(TRUE, ['while-never']);
      const script = (command: string): string => `read -r _; ${command}; :`;
      const old = [`exec ${TRUE} old-exec`, `${TRUE} old-fork`].map((command) =>
        spawn('/bin/bash', ['-c', script(command)], { stdio: ['pipe', 'ignore', 'ignore'] }),
      );
      const ended = old.map((child) => once(child, 'exit'));
      auditctl('-d', 'never,task');
      for (const child of old) child.stdin.end('\n');
      await Promise.all(ended);
    });
    expect(callsWith(log, 'while-never')).toEqual([]);
    expect(callsWith(log, 'old-exec')).toEqual([]);
    expect(callsWith(log, 'old-fork')).toHaveLength(1);
  });

  it('loading stops at a line that is refused, and the lines before it stay', async () => {
    const log = await recordedWith(RULES, () => {
      const before = auditctl('-l');
      expect(() =>
        auditctl('-a', 'always,exit', '-F', 'arch=b64', '-S', 'execve,execveat', '-k', 'ldwatch'),
      ).toThrow('Rule exists');
      expect(auditctl('-l')).toBe(before);
      spawnSync(TRUE, ['still-recorded']);
    });
    expect(callsWith(log, 'still-recorded')).toHaveLength(1);
  });
});
