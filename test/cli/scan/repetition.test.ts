import { describe, expect, it } from 'vitest';
import { Repetition } from '../../../cli/scan/repetition.ts';
import { dynamic, LINKER, loader, MUSL } from '../../detection/exec.ts';
import { execution, run } from '../../detection/run.ts';

describe('a behaviour that repeats', () => {
  it('is shown twice, then counted', () => {
    const repetition = new Repetition();
    const shown = Array.from({ length: 5 }, () => repetition.isNew(execution(loader('/tmp/p'))));

    expect(shown).toEqual([true, true, false, false, false]);
    expect(repetition.hidden).toBe(3);
  });

  it('is one whatever its time, process, login, arguments and directory', () => {
    const repetition = new Repetition();
    const others = [
      loader('/tmp/p', { time: 1 }),
      loader('/tmp/p -v', { pid: 1, ppid: 2 }),
      loader('/tmp/../tmp/p', { cwd: '/' }),
      loader('/tmp/p', { user: { session: 9 } }),
    ];
    const shown = others.map((event) => repetition.isNew(execution(event)));

    expect(shown).toEqual([true, true, false, false]);
  });

  it.each([
    ['another program', execution(loader('/tmp/q'))],
    ['another host', execution(loader('/tmp/p', { host: 'host-2' }))],
    ['another user', execution(loader('/tmp/p', { user: { uid: 0 } }))],
    ['another loader', execution(loader('/tmp/p', { exe: MUSL, files: [MUSL] }))],
    ['another kind', run([dynamic(`cp ${LINKER} /tmp/p`)]).findings[0]],
  ])('is another with %s', (_name, other) => {
    const repetition = new Repetition();
    for (let times = 0; times < 3; times++) repetition.isNew(execution(loader('/tmp/p')));

    expect(other !== undefined && repetition.isNew(other)).toBe(true);
    expect(repetition.hidden).toBe(1);
  });

  it('can not be imitated by moving text from one of its parts to the next', () => {
    const repetition = new Repetition();
    const shown = [
      ['a', 'b"'],
      ['a","b', '"'],
      ['a,b', ''],
    ].map(([host = '', program]) =>
      [1, 2].map(() => repetition.isNew(execution(loader(`/tmp/${program}x`, { host })))),
    );

    expect(shown.flat()).not.toContain(false);
  });
});
