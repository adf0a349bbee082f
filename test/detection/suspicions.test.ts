/** Judgements that wait for what a process does next. */
import { describe, expect, it } from 'vitest';
import { Detector } from '../../shared/detection/detector.ts';
import { alone, dynamic, type ExecParts, exec, LINKER, T0 } from './exec.ts';
import { run } from './run.ts';

const guess = (more: ExecParts = {}) =>
  exec({ argv: ['x', '/tmp/p'], exe: '/memfd:x', memfd: true, files: [''], pid: 3000, ...more });
const later = (milliseconds: number, line = '/bin/ls', more: ExecParts = {}) =>
  dynamic(line, { time: T0 + milliseconds, ...more });

describe('a file that is a loader by circumstances', () => {
  it('waits', () => {
    expect(new Detector().judge(guess())).toEqual({ findings: [], inspected: null });
  });

  it('is told once the time for a wrapper is over', () => {
    const { judgements } = run([guess(), later(2_000), later(2_001), later(9_000)]);
    expect(judgements.map(({ findings }) => findings.length)).toEqual([0, 0, 1, 0]);
  });

  it('is told together with what is found then', () => {
    const stage = later(3_000, `/bin/cp ${LINKER} /tmp/y`);
    expect(run([guess(), stage]).findings.map(({ kind }) => kind)).toEqual(['execute', 'stage']);
  });

  it('is told at the end, and once', () => {
    const detector = new Detector();
    detector.judge(guess());
    expect(detector.flush()).toHaveLength(1);
    expect(detector.flush()).toEqual([]);
  });

  it('is told for each process', () => {
    expect(run([guess(), guess({ pid: 3001 })]).findings).toHaveLength(2);
  });

  it('is a wrapper, and no alert, if it executes the program that it was given', () => {
    expect(run([guess(), later(5, '/tmp/p', { pid: 3000 })]).findings).toEqual([]);
    expect(run([guess(), later(5, '/tmp/p', { pid: 3001, ppid: 3000 })]).findings).toEqual([]);
    expect(run([guess(), later(5, './p', { pid: 3000, cwd: '/tmp' })]).findings).toEqual([]);
    expect(run([guess(), alone('x', { exe: '/tmp/p', pid: 3000, time: T0 + 5 })]).findings).toEqual([]);
  });

  it.each([
    ['another program', later(5, '/bin/ls', { pid: 3000 })],
    ['the program by another process', later(5, '/tmp/p', { pid: 4000, ppid: 500 })],
    ['the program too late', later(2_001, '/tmp/p', { pid: 3000 })],
    ['the program on another host', later(5, '/tmp/p', { pid: 3000, host: 'host-2' })],
  ])('is none for executing %s', (_what, event) => {
    expect(run([guess(), event]).findings).toHaveLength(1);
  });
});

describe('a file whose name, inode, making or options tell', () => {
  it('does not wait', () => {
    const named = alone('/tmp/ld-linux-x86-64.so.2 /tmp/p', { pid: 3000 });
    const options = alone('/tmp/x --inhibit-cache /tmp/p', { pid: 3000 });
    for (const event of [named, options]) {
      const { judgements, findings } = run([event, later(5, '/tmp/p', { pid: 3000 })]);
      expect(judgements[0]?.findings).toHaveLength(1);
      expect(findings).toHaveLength(1);
    }
  });
});
