import { describe, expect, it } from 'vitest';
import { Behaviours } from '../../../../cli/scan/page/behaviours.ts';
import type { Finding } from '../../../../shared/detection/finding.ts';
import type { Severity } from '../../../../shared/detection/severity.ts';
import { loader, T0 } from '../../../detection/exec.ts';
import { execution } from '../../../detection/run.ts';

function found(program: string, more: Parameters<typeof loader>[1] = {}, severity?: Severity): Finding {
  const finding = execution(loader(program, more));
  return severity === undefined ? finding : { ...finding, severity };
}

function behavioursOf(...findings: readonly Finding[]): Behaviours {
  const behaviours = new Behaviours();
  for (const finding of findings) behaviours.add(finding);
  return behaviours;
}

describe('findings of one behaviour', () => {
  it('are one, with their times and hosts, whatever random names they have', () => {
    const [one, ...more] = behavioursOf(
      found('/tmp/tmp.Xb3kQ9aLmZ/p', { time: T0 + 5 }),
      found('/tmp/tmp.aQ0pW2xNvR/p', { time: T0, host: 'host-2' }),
      found('/tmp/tmp.bR1qX3yOwS/p', { time: T0 + 9 }),
    ).list();

    expect(more).toEqual([]);
    expect(one).toMatchObject({ count: 3, firstTime: T0, lastTime: T0 + 9 });
    expect([...(one?.hosts ?? [])]).toEqual([
      ['host-1', 2],
      ['host-2', 1],
    ]);
    expect(one?.repetitions.map(({ host }) => host)).toEqual(['host-2', 'host-1']);
  });

  it.each([
    ['another program', found('/tmp/q')],
    ['another user', found('/tmp/p', { user: { uid: 0 } })],
    ['another reason', found('--argv0 sshd /tmp/p')],
    ['another severity', found('/tmp/p', {}, 'low')],
  ])('are not those with %s', (_what, other) => {
    expect(behavioursOf(found('/tmp/p'), other).list()).toHaveLength(2);
  });
});

describe('many behaviours', () => {
  const mild = Array.from({ length: 600 }, (_, index) => found(`/tmp/p/${'a'.repeat(index + 1)}`, {}, 'low'));

  it('make room for graver ones, and what is left out is counted', () => {
    const behaviours = behavioursOf(...mild, found('/tmp/grave', {}, 'critical'));

    expect(behaviours.list()).toHaveLength(500);
    expect(behaviours.list()[0]?.first.program?.path).toBe('/tmp/grave');
    expect([...behaviours.leftOut]).toEqual([['low', 101]]);
  });

  it('are listed the gravest first, and of those the earliest', () => {
    const list = behavioursOf(
      found('/tmp/c', { time: T0 + 2 }, 'low'),
      found('/tmp/b', { time: T0 + 9 }, 'high'),
      found('/tmp/a', { time: T0 + 1 }, 'high'),
    ).list();

    expect(list.map(({ first }) => first.program?.path)).toEqual(['/tmp/a', '/tmp/b', '/tmp/c']);
  });
});
