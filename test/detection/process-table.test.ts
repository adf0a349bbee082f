import { describe, expect, it } from 'vitest';
import { ProcessTable } from '../../shared/detection/process-table.ts';
import { dynamic, T0 } from './exec.ts';

describe('the process table', () => {
  it('knows when a process last executed something', () => {
    const table = new ProcessTable();
    table.learn(dynamic('/bin/ls', { pid: 7, time: T0 }));
    expect(table.executedSince(7, T0)).toBe(true);
    expect(table.executedSince(7, T0 + 1)).toBe(false);
    expect(table.executedSince(8, 0)).toBe(false);
  });

  it('tells a shell, or a fork that executed nothing, from other programs', () => {
    const table = new ProcessTable();
    table.learn(dynamic('/usr/bin/bash', { pid: 7 }));
    table.learn(dynamic('/usr/bin/make', { pid: 8 }));
    table.learn(dynamic('/tmp/bash', { pid: 9 }));
    expect([7, 8, 9, 10, null].map((pid) => table.isShellOrFork(pid))).toEqual([
      true,
      false,
      false,
      true,
      false,
    ]);
  });

  it('passes over an execution without a process id', () => {
    const table = new ProcessTable();
    table.learn(dynamic('/bin/ls', { pid: null }));
    expect(table.executedSince(0, 0)).toBe(false);
  });

  it('forgets the oldest of very many', () => {
    const table = new ProcessTable();
    for (let pid = 1; pid <= 40_000; pid++) table.learn(dynamic('/bin/ls', { pid }));
    expect(table.executedSince(1, 0)).toBe(false);
    expect(table.executedSince(40_000, 0)).toBe(true);
  });
});
