/** What shows that an ldd has gone on, ended, or never was one. */
import { describe, expect, it } from 'vitest';
import type { TelemetryEvent } from '../../shared/telemetry/exec-event.ts';
import { dynamic, LINKER, T0, USER } from './exec.ts';
import { failure, lddStart, trace, verify } from './ldd-scene.ts';
import { executions, run } from './run.ts';

const I386 = '/usr/lib/i386-linux-gnu/ld-linux.so.2';

function expectAlert(...events: readonly TelemetryEvent[]): void {
  expect(executions(...events).map(({ program }) => program?.given)).toEqual(['./p']);
}

describe('a run after ldd has gone on is told', () => {
  it('to the next loader', () => {
    const next = verify('./p', {
      argv: ['/lib/ld-linux.so.2', '--verify', './p'],
      exe: I386,
      pid: 2004,
      time: T0 + 5,
    });
    expectAlert(lddStart('./p'), verify('./p'), next, trace('./p'));
  });

  it('to a next loader that the kernel can’t execute', () => {
    expectAlert(lddStart('./p'), verify('./p'), failure('/libx32/ld-linux-x32.so.2'), trace('./p'));
  });

  it('to its end: the shell started another command', () => {
    const ls = dynamic('/bin/ls', { pid: 2004, ppid: 500, time: T0 + 5 });
    expectAlert(lddStart('./p'), verify('./p'), ls, trace('./p', { ppid: 2006, pid: 2007 }));
  });

  it('to another program: its process executed something else', () => {
    const other = dynamic('/bin/ls', { pid: 2000, time: T0 + 5 });
    expectAlert(lddStart('./p'), verify('./p'), other, trace('./p'));
  });

  it('but not because a file that is no loader failed, or another user’s', () => {
    const others = [failure('/home/user/x'), failure(LINKER, { user: { ...USER, uid: 9 } })];
    expect(executions(lddStart('./p'), verify('./p'), ...others, trace('./p'))).toEqual([]);
  });

  it('but not by a failure that may be another ldd’s at the same time', () => {
    const both = [
      lddStart('./p'),
      lddStart('./p', { pid: 2100, ppid: 600 }),
      verify('./p'),
      verify('./p', { pid: 2103, ppid: 2100 }),
    ];
    const side = failure('/libx32/ld-linux-x32.so.2', { pid: 2110, ppid: 2100 });
    expect(executions(...both, side, trace('./p'))).toEqual([]);
  });

  it('but not because its shell started another ldd in the background', () => {
    const other = lddStart('./q', { pid: 2004, time: T0 + 5 });
    expect(
      executions(lddStart('./p'), verify('./p'), other, trace('./p', { ppid: 2006, pid: 2007 })),
    ).toEqual([]);
  });

  it('but not because its shell, which runs commands in the background, started one', () => {
    const first = dynamic('/usr/bin/sleep 1', { pid: 2001, ppid: 500, time: T0 + 1 });
    const second = dynamic('/usr/bin/sleep 2', { pid: 2004, ppid: 500, time: T0 + 5 });
    const last = trace('./p', { ppid: 2006, pid: 2007 });
    expect(executions(lddStart('./p'), first, verify('./p'), second, last)).toEqual([]);
    expect(executions(lddStart('./p'), verify('./p'), second, last)).toHaveLength(1);
  });

  it('but not because a parent that keeps several children at work did', () => {
    const make = dynamic('/usr/bin/make', { pid: 500, ppid: 400 });
    const cc = dynamic('/usr/bin/cc x.c', { pid: 2004, ppid: 500, time: T0 + 5 });
    expect(
      executions(make, lddStart('./p'), verify('./p'), cc, trace('./p', { ppid: 2006, pid: 2007 })),
    ).toEqual([]);
  });
});

describe('a trace that lives on is told after all', () => {
  it.each([
    ['executed another program', { pid: 2006 }],
    ['started a process', { ppid: 2006, pid: 2010 }],
  ])('since it %s', (_what, more) => {
    const next = dynamic('/usr/bin/id', { time: T0 + 500, ...more });
    const { findings, inspected } = run([lddStart('./p'), verify('./p'), trace('./p'), next]);
    expect(inspected).toEqual(['--verify', 'ldd']);
    expect(findings.map(({ kind, reasons }) => [kind, reasons[0]?.id])).toEqual([
      ['execute', 'trace-lived-on'],
    ]);
    expect(findings[0]?.relatedEventIds).toEqual([next.sourceEventId]);
  });

  it('but not for what another process does long after', () => {
    const next = dynamic('/usr/bin/id', { time: T0 + 20_000, pid: 2006 });
    expect(executions(lddStart('./p'), verify('./p'), trace('./p'), next)).toEqual([]);
  });
});
