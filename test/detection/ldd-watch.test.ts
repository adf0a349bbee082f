/** What a real ldd does is no alert. */
import { describe, expect, it } from 'vitest';
import type { TelemetryEvent } from '../../shared/telemetry/exec-event.ts';
import { type ExecParts, exec, LINKER, LOADER, T0 } from './exec.ts';
import { failure, lddStart, trace, verify } from './ldd-scene.ts';
import { run } from './run.ts';

function expectInspected(events: readonly TelemetryEvent[], traces: number): void {
  const { findings, inspected } = run(events);
  expect(findings).toEqual([]);
  expect(inspected.filter((what) => what === 'ldd')).toHaveLength(traces);
}

/** The same steps with all process ids, and the time, further on. */
const later = (steps: number): ExecParts => ({ time: T0 + steps * 10 });

describe('a real ldd', () => {
  it('of one file', () => {
    expectInspected([lddStart('./p'), verify('./p'), trace('./p')], 1);
  });

  it('of a name without a slash, which it passes on as ./p', () => {
    expectInspected([lddStart('p'), verify('./p'), trace('./p')], 1);
  });

  it('of a file in /tmp', () => {
    expectInspected([lddStart('/tmp/p'), verify('/tmp/p'), trace('/tmp/p')], 1);
  });

  it('told by a source that joins arguments and names no files', () => {
    const joined = { fidelity: 'joined' as const, files: [], fileCount: null };
    const start = lddStart('/tmp/p', { ...joined, exe: '/usr/bin/bash' });
    expectInspected([start, verify('/tmp/p', joined), trace('/tmp/p', joined)], 1);
  });

  it('told by a source that gives a script as the executed file', () => {
    const joined = { fidelity: 'joined' as const, files: [], fileCount: null };
    const start = lddStart('', { ...joined, argv: ['/usr/bin/ldd', '/tmp/p'], exe: '/usr/bin/ldd' });
    expectInspected([start, verify('/tmp/p', joined), trace('/tmp/p', joined)], 1);
  });

  it('of several files', () => {
    const second = [
      verify('./b', { pid: 2008, ...later(2) }),
      trace('./b', { pid: 2011, ppid: 2010, ...later(3) }),
    ];
    expectInspected([lddStart('./a ./b'), verify('./a'), trace('./a'), ...second], 2);
  });

  it('of one file twice', () => {
    const second = [
      verify('./a', { pid: 2008, ...later(2) }),
      trace('./a', { pid: 2011, ppid: 2010, ...later(3) }),
    ];
    expectInspected([lddStart('./a ./a'), verify('./a'), trace('./a'), ...second], 2);
  });

  it('with several loaders, the second of which takes the file', () => {
    const i386 = { exe: '/usr/lib/i386-linux-gnu/ld-linux.so.2', files: ['/lib/ld-linux.so.2'] };
    const version = exec({ argv: ['/lib/ld-linux.so.2', '--version'], ...i386, pid: 2002, ppid: 2001 });
    const no = verify('./p', { argv: ['/lib/ld-linux.so.2', '--verify', './p'], ...i386, pid: 2003 });
    const next = exec({
      argv: [LINKER, '--version'],
      exe: LOADER,
      files: [LINKER],
      pid: 2005,
      ppid: 2004,
      ...later(1),
    });
    const yes = verify('./p', { pid: 2006, ...later(1) });
    expectInspected(
      [lddStart('./p'), version, no, next, yes, trace('./p', { pid: 2009, ppid: 2008, ...later(2) })],
      1,
    );
  });

  it('with a loader before its own that this kernel can’t execute', () => {
    const absent = failure('/libx32/ld-linux-x32.so.2', { pid: 2001, time: T0 + 2 });
    expectInspected([lddStart('./p'), absent, verify('./p'), trace('./p')], 1);
  });

  describe('side by side with another, on the same file', () => {
    const second = { time: T0 + 5 };
    const steps = [
      lddStart('./p'),
      lddStart('./p', { pid: 2100, ppid: 600 }),
      verify('./p'),
      verify('./p', { ...second, pid: 2103, ppid: 2100 }),
    ];
    const traceOfSecond = trace('./p', { pid: 2106, ppid: 2105 });

    it('whichever traces first', () => {
      expectInspected([...steps, trace('./p'), traceOfSecond], 2);
      expectInspected([...steps, traceOfSecond, trace('./p')], 2);
    });
  });

  it('given to a shell as its script', () => {
    const bash = exec({
      argv: ['bash', '/usr/bin/ldd', './p'],
      exe: '/usr/bin/bash',
      files: ['/usr/bin/bash', LINKER],
      pid: 2000,
    });
    expectInspected([bash, verify('./p'), trace('./p')], 1);
  });

  it('of a daemon without a login or terminal', () => {
    const user = { auid: null, session: null, tty: null };
    expectInspected([lddStart('./p', { user }), verify('./p', { user }), trace('./p', { user })], 1);
  });

  it('on a loaded machine, whose pace its first steps show', () => {
    const slow = verify('./p', { time: T0 + 300 });
    expectInspected([lddStart('./p'), slow, trace('./p', { time: T0 + 300 + 7_000 })], 1);
  });

  it('whose process ids wrap', () => {
    const events = [
      lddStart('./p', { pid: 32_760 }),
      verify('./p', { pid: 32_765, ppid: 32_760 }),
      trace('./p', { pid: 303, ppid: 302 }),
    ];
    expectInspected(events, 1);
  });

  it('whose first answer was no: only the verification', () => {
    expectInspected([lddStart('./p'), verify('./p')], 0);
  });
});
