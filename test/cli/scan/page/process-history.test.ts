import { describe, expect, it } from 'vitest';
import { type Kin, ProcessHistory } from '../../../../cli/scan/page/process-history.ts';
import type { ExecEvent } from '../../../../shared/telemetry/exec-event.ts';
import { dynamic, type ExecParts } from '../../../detection/exec.ts';

function program(name: string, pid: number, ppid: number, more: ExecParts = {}): ExecEvent {
  return dynamic(name, { pid, ppid, ...more });
}

/** Tells all of them, asking for the relatives of `of` right after it was told. */
function kinOf(of: ExecEvent, ...events: readonly ExecEvent[]): Kin {
  const history = new ProcessHistory();
  let kin: Kin | null = null;
  for (const event of events) {
    history.execution(event);
    if (event === of) kin = history.watch(event);
  }
  return kin ?? history.watch(of);
}

const words = (nodes: readonly { readonly command: string }[]) =>
  nodes.map(({ command }) => command).join(' ');

describe('the relatives of an execution', () => {
  const own = program('own', 30, 20);

  it('are what it came from, the nearest first, and what it started', () => {
    const kin = kinOf(
      own,
      program('init', 10, 1),
      program('shell', 20, 10),
      own,
      program('child', 40, 30),
      program('grandchild', 50, 40),
      program('stranger', 60, 20),
    );

    expect(words(kin.ancestors)).toBe('shell init');
    expect(words(kin.descendants)).toBe('child grandchild');
    expect(kin.descendants.map(({ parent }) => parent)).toEqual([own.id, kin.descendants[0]?.id]);
  });

  it('are what the same process executed before and after, too', () => {
    const kin = kinOf(
      own,
      program('env', 30, 20),
      own,
      program('became', 30, 20),
      program('its-child', 40, 30),
    );

    expect(words(kin.ancestors)).toBe('env');
    expect(words(kin.descendants)).toBe('became its-child');
  });

  it('are known although it was judged only after they came', () => {
    const history = new ProcessHistory();
    for (const event of [own, program('child', 40, 30), program('other', 70, 1)]) history.execution(event);

    expect(words(history.watch(own).descendants)).toBe('child');
  });

  it.each([
    ['of another host', { host: 'host-2' }],
    ['of another login: the id is another process by now', { user: { session: 9 } }],
  ])('are none %s', (_why, more) => {
    const kin = kinOf(own, program('shell', 20, 10, more), own, program('child', 40, 30, more));

    expect([kin.ancestors, kin.descendants]).toEqual([[], []]);
  });

  it('are a daemon that opened the login', () => {
    expect(words(kinOf(own, program('sshd', 20, 1, { user: { session: null } }), own).ancestors)).toBe(
      'sshd',
    );
  });

  it('are bounded, and what is left out is told', () => {
    const chain = Array.from({ length: 30 }, (_, index) => program(`a${index}`, 100 + index, 99 + index));
    const last = program('own', 200, 129);
    const children = Array.from({ length: 30 }, (_, index) => program(`c${index}`, 300 + index, 200));
    const kin = kinOf(last, ...chain, last, ...children);

    expect(words(kin.ancestors)).toBe('a29 a28 a27 a26 a25 a24 a23 a22');
    expect(kin.ancestorsCut).toBe(true);
    expect([kin.descendants.length, kin.moreDescendants]).toEqual([16, 14]);
  });
});
