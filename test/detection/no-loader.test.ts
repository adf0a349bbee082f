/** What is no loader, however much it looks like one. */
import { describe, expect, it } from 'vitest';
import { alone, dynamic, exec, LINKER } from './exec.ts';
import { run } from './run.ts';

describe('no evidence', () => {
  it.each([
    ['an ordinary program', dynamic('/usr/bin/ls /tmp')],
    ['an ordinary program that is named like a loader', dynamic(`/tmp/ld-linux-x86-64.so.2 /tmp/p`)],
    ['a static program', alone('/usr/bin/busybox ls /tmp/p')],
    ['a static program in /tmp', alone('/tmp/static /tmp/p')],
    ['the link editor', dynamic('/usr/bin/ld -o p p.o')],
    ['qemu with a loader as its argument', alone(`/usr/bin/qemu-aarch64 ${LINKER} ./p`)],
    ['a wrapper that is about to run a loader', dynamic(`/usr/bin/env ${LINKER} ./p`)],
    [
      'argv[0] that claims to be a loader',
      alone(`${LINKER} ./p`, { exe: '/tmp/static', files: ['/tmp/static'] }),
    ],
    [
      'a script with an ordinary interpreter',
      exec({
        argv: ['/bin/sh', './ld.so', './p'],
        exe: '/usr/bin/dash',
        files: ['./ld.so', '/bin/sh', LINKER],
      }),
    ],
  ])('%s', (_what, event) => {
    const { findings, inspected } = run([dynamic('/bin/true'), event]);
    expect(findings.filter(({ kind }) => kind === 'execute')).toEqual([]);
    expect(inspected).toEqual([]);
  });
});
