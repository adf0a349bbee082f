import { describe, expect, it } from 'vitest';
import { shapeOf } from '../../shared/detection/exec-shape.ts';
import { judgeInjection } from '../../shared/detection/inject.ts';
import type { ExecEvent } from '../../shared/telemetry/exec-event.ts';
import { dynamic, LINKER, USER } from './exec.ts';

type Variables = Readonly<Record<string, string>>;

function ran(variables: Variables, more: Partial<ExecEvent> = {}): ExecEvent {
  const event = dynamic('/usr/bin/id');
  const background = { ...event.background, environment: { variables, readAt: 'exec' as const } };
  return { ...event, background, ...more };
}

function judged(event: ExecEvent) {
  return judgeInjection(event, shapeOf(event));
}

const ROOT = { ...USER, uid: 0, euid: 0 };

describe('a library that the environment injects is', () => {
  it.each<[string, Variables, Partial<ExecEvent>, string]>([
    ['high where every user may write', { LD_PRELOAD: '/tmp/x.so' }, {}, 'high'],
    ['critical there, in a process of root', { LD_PRELOAD: '/tmp/x.so' }, { user: ROOT }, 'critical'],
    ['critical there under a hidden name', { LD_PRELOAD: '/dev/shm/.x.so' }, {}, 'critical'],
    ['medium in a home directory', { LD_PRELOAD: '/home/jo/lib/x.so' }, {}, 'medium'],
    ['high in a hidden one', { LD_PRELOAD: '/home/jo/.cache/x.so' }, {}, 'high'],
    ['high as an audit module', { LD_AUDIT: '/var/tmp/a.so' }, {}, 'high'],
    ['high by a relative name in /tmp', { LD_PRELOAD: './x.so' }, { cwd: '/tmp' }, 'high'],
    [
      'high by a bare name that is looked for in /tmp first',
      { LD_PRELOAD: 'x.so', LD_LIBRARY_PATH: '/usr/lib:/tmp' },
      {},
      'high',
    ],
    [
      'high behind five hundred of the system',
      { LD_PRELOAD: `${'/usr/lib/libm.so.6:'.repeat(500)}/tmp/x.so` },
      {},
      'high',
    ],
    [
      'high by a bare name behind a hundred directories',
      { LD_PRELOAD: 'x.so', LD_LIBRARY_PATH: `${'/usr/lib:'.repeat(100)}/tmp` },
      {},
      'high',
    ],
    [
      'high where the linker puts something in its path',
      { LD_PRELOAD: '$ORIGIN/../../dev/shm/x.so' },
      { cwd: '/usr/lib' },
      'high',
    ],
    ['high where a link may stand before a `..`', { LD_PRELOAD: '/tmp/l/../../usr/lib/x.so' }, {}, 'high'],
  ])('%s', (_what, variables, more, severity) => {
    const finding = judged(ran(variables, more));

    expect(finding).toMatchObject({ kind: 'inject', severity, linker: LINKER });
    expect(finding?.program).toEqual({ given: '/usr/bin/id', path: '/usr/bin/id' });
  });

  it('named with the variable that brings it in, and no other', () => {
    const finding = judged(
      ran({ LD_PRELOAD: 'libjemalloc.so.2 /tmp/x.so:/opt/y.so', LD_AUDIT: '/tmp/a.so' }),
    );

    expect(finding?.injected.map(({ given, option }) => `${option} ${given}`)).toEqual([
      'LD_PRELOAD /tmp/x.so',
      'LD_AUDIT /tmp/a.so',
    ]);
  });

  it('said to be uncertain where the environment was read after the start', () => {
    const event = ran({ LD_PRELOAD: '/tmp/x.so' });
    const environment = { variables: { LD_PRELOAD: '/tmp/x.so' }, readAt: 'later' as const };

    const finding = judged({ ...event, background: { ...event.background, environment } });

    expect(finding?.reasons.map(({ id }) => id)).toContain('environment-read-later');
  });
});

describe('no finding is', () => {
  it.each<[string, Variables]>([
    ['an environment without such variables', {}],
    ['an empty one', { LD_PRELOAD: '', LD_AUDIT: ':' }],
    ['a library of the system', { LD_PRELOAD: '/usr/lib/x86_64-linux-gnu/libjemalloc.so.2' }],
    ['one of the system behind a `..` of the system', { LD_PRELOAD: '/usr/lib/../lib/x.so' }],
    ['a bare name', { LD_PRELOAD: 'libfakeroot-sysv.so', LD_LIBRARY_PATH: '/usr/lib/libfakeroot' }],
    ['a search path alone', { LD_LIBRARY_PATH: '/tmp' }],
  ])('%s', (_what, variables) => {
    expect(judged(ran(variables))).toBeNull();
  });

  it('a source that tells no environment', () => {
    expect(judged(dynamic('/usr/bin/id'))).toBeNull();
  });
});
