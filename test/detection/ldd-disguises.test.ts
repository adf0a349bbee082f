/** What only looks like an ldd, or comes while one is at work, is an alert. */
import { describe, expect, it } from 'vitest';
import type { TelemetryEvent } from '../../shared/telemetry/exec-event.ts';
import { dynamic, exec, identityOf, LINKER, LOADER, T0 } from './exec.ts';
import { lddStart, trace, verify } from './ldd-scene.ts';
import { executions } from './run.ts';

const I386 = '/usr/lib/i386-linux-gnu/ld-linux.so.2';

function expectAlert(...events: readonly TelemetryEvent[]): void {
  expect(executions(...events).map(({ program }) => program?.given)).toEqual(['./p']);
}

describe('a run in the clothes of ldd is told', () => {
  it.each([
    ['without an ldd', []],
    [
      'by a script of another path',
      [lddStart('./p', { argv: ['/bin/bash', './ldd', './p'], files: ['./ldd', '/bin/bash', LINKER] })],
    ],
    [
      'by a script that isn’t root’s',
      [lddStart('./p', { files: [{ name: '/usr/bin/ldd', ownerUid: 1000 }, '/bin/bash', LINKER] })],
    ],
    [
      'by a script that its group can write',
      [lddStart('./p', { files: [{ name: '/usr/bin/ldd', mode: 0o100775 }, '/bin/bash', LINKER] })],
    ],
    ['by a shell of one’s own', [lddStart('./p', { exe: '/home/user/bash' })]],
    ['by an ldd of another file', [lddStart('./q')]],
    ['by an ldd of another host', [lddStart('./p', { host: 'host-2' })]],
    ['by an ldd of another process', [lddStart('./p', { pid: 1999 })]],
    ['by an ldd of another user', [lddStart('./p', { user: { uid: 1001 } })]],
    [
      'by an ldd whose process executed something else since',
      [lddStart('./p'), dynamic('/bin/ls', { pid: 2000 })],
    ],
  ])('%s', (_who, before) => {
    expectAlert(...before, verify('./p'), trace('./p'));
  });

  it('by an ldd that never verified', () => {
    expectAlert(lddStart('./p'), trace('./p'));
  });
});

describe('a run beside a real ldd is told', () => {
  it.each([
    ['with an argument', { argv: [LINKER, './p', 'x'] }],
    ['with an option', { argv: [LINKER, '--inhibit-cache', './p'] }],
    ['with truncated arguments', { fidelity: 'truncated' as const }],
    ['by another loader', { exe: I386 }],
    ['by another name of the loader', { argv: ['ld.so', './p'] }],
    ['by a loader that was deleted', { deleted: true }],
    ['as another user', { user: { uid: 0 } }],
    ['with other rights', { user: { euid: 0 } }],
    ['in another login', { user: { auid: 1001 } }],
    ['in another session', { user: { session: 9 } }],
    ['at another terminal', { user: { tty: 'pts1' } }],
    ['in another directory', { cwd: '/home/user/x' }],
    ['in no directory that is known', { cwd: null }],
    ['without a parent that is known', { ppid: null }],
    ['by ldd itself', { ppid: 2000 }],
    ['by the shell', { ppid: 500, pid: 2006 }],
    ['by a process older than the verification', { ppid: 1990 }],
    ['by a process older than its parent', { ppid: 2005, pid: 2004 }],
    ['by a child of the next process: no room for ldd’s own subshell', { ppid: 2004, pid: 2005 }],
    ['before the verification', { time: T0 + 3 }],
    ['too late', { time: T0 + 4 + 1_000 + 25 * 4 + 1 }],
    ['on another host', { host: 'host-2' }],
  ])('%s', (_how, more) => {
    expectAlert(lddStart('./p'), verify('./p'), trace('./p', more));
  });

  it('of another file', () => {
    const [finding] = executions(lddStart('./p ./q'), verify('./p'), trace('./q'));
    expect(finding?.program?.given).toBe('./q');
  });

  it('by a parent that had executed something', () => {
    expectAlert(
      lddStart('./p'),
      verify('./p'),
      dynamic('/usr/bin/env x', { pid: 2005, ppid: 2004, time: T0 + 5 }),
      trace('./p'),
    );
  });

  it('by a file that only its inode shows to be a loader', () => {
    const hard = { exe: '/home/user/h', files: [{ name: './h', identity: identityOf(LINKER) }] };
    const steps = [
      verify('./p', { ...hard, argv: ['./h', '--verify', './p'] }),
      trace('./p', { ...hard, argv: ['./h', './p'] }),
    ];
    expectAlert(dynamic('/bin/ls'), lddStart('./p'), ...steps);
  });

  it('when the forks between were executions: no room for ldd’s own subshell', () => {
    const busy = dynamic('/usr/bin/true', { pid: 2004, ppid: 700, time: T0 + 5 });
    expectAlert(lddStart('./p'), verify('./p'), busy, trace('./p', { time: T0 + 8 }));
  });

  it('for the second time: one verification grants one trace', () => {
    expectAlert(lddStart('./p'), verify('./p'), trace('./p'), trace('./p', { pid: 2009, ppid: 2008 }));
  });

  it('for the second time, verified again: ldd was given the file once', () => {
    const again = [
      verify('./p', { pid: 2008, time: T0 + 10 }),
      trace('./p', { pid: 2011, ppid: 2010, time: T0 + 12 }),
    ];
    expectAlert(lddStart('./p'), verify('./p'), trace('./p'), ...again);
  });

  it('after the verification was given more words', () => {
    expectAlert(lddStart('./p'), verify('./p', { argv: [LINKER, '--verify', './p', 'x'] }), trace('./p'));
  });
});

it('a linked ldd that was never seen in its place is none', () => {
  const link = { name: './l', identity: identityOf('/usr/bin/ldd') };
  const start = exec({
    argv: ['/bin/bash', './l', './p'],
    exe: '/usr/bin/bash',
    files: [link, '/bin/bash', LINKER],
    pid: 2000,
  });
  expectAlert(start, verify('./p'), trace('./p'));
  const seen = lddStart('/bin/ls', { pid: 1500, time: T0 - 5_000 });
  expect(executions(seen, start, verify('./p', { exe: LOADER }), trace('./p'))).toEqual([]);
});
