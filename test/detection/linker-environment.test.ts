import { describe, expect, it } from 'vitest';
import { Detector } from '../../shared/detection/detector.ts';
import { firstLook } from '../../shared/detection/first-look.ts';
import { HostMemory } from '../../shared/detection/host-memory.ts';
import type { ExecEvent, LinkerEnvironment } from '../../shared/telemetry/exec-event.ts';
import { exec, LINKER, LOADER } from './exec.ts';

const MUSL = '/lib/ld-musl-x86_64.so.1';

function loader(
  argv: readonly string[],
  variables: LinkerEnvironment['variables'],
  readAt: LinkerEnvironment['readAt'] = 'exec',
  exe = LOADER,
): ExecEvent {
  const event = exec({ argv: [...argv], exe, files: [argv[0] ?? ''] });
  return { ...event, background: { ...event.background, environment: { variables, readAt } } };
}

const TRACE = { LD_TRACE_LOADED_OBJECTS: '1' };

describe('a loader that its environment tells to list libraries', () => {
  it('is an ldd, and nobody has to be asked', () => {
    const event = loader([LINKER, '/bin/ls'], TRACE);

    expect(new Detector().judge(event)).toEqual({ findings: [], inspected: 'ldd' });
    expect(firstLook(event, new HostMemory())).toEqual({ outcome: 'inspected', what: 'ldd' });
  });

  it('is one with an empty value too: glibc asks only whether it is set', () => {
    const event = loader([LINKER, '/bin/ls'], { LD_TRACE_LOADED_OBJECTS: '' });

    expect(new Detector().judge(event).inspected).toBe('ldd');
  });

  it.each([
    ['it is musl’s, which does not know the variable', loader([MUSL, '/tmp/x'], TRACE, 'exec', MUSL)],
    ['the environment was read after the start', loader([LINKER, '/tmp/x'], TRACE, 'later')],
    [
      'the file lies where everybody may put one',
      loader(['/tmp/ld.so', '/tmp/x'], TRACE, 'exec', '/tmp/ld.so'),
    ],
    ['an audit module runs all the same', loader([LINKER, '--audit', '/tmp/a.so', '/bin/ls'], TRACE)],
    [
      'the environment names an audit module',
      loader([LINKER, '/bin/ls'], { ...TRACE, LD_AUDIT: '/tmp/a.so' }),
    ],
  ])('is none where %s', (_what, event) => {
    const detector = new Detector();

    const findings = [...detector.judge(event).findings, ...detector.flush()];

    expect(findings).toMatchObject([{ kind: 'execute', severity: 'critical' }]);
  });
});

describe('a program run by a loader', () => {
  it('has the libraries of the environment beside those of the options', () => {
    const event = loader([LINKER, '--preload', '/tmp/o.so', '/bin/ls'], { LD_PRELOAD: '/tmp/e.so' });

    const [finding] = new Detector().judge(event).findings;

    expect(finding).toMatchObject({
      injected: [
        { given: '/tmp/o.so', option: '--preload' },
        { given: '/tmp/e.so', option: 'LD_PRELOAD' },
      ],
    });
    expect(finding?.reasons.find(({ id }) => id === 'injected-library')?.text).toBe(
      'code of "/tmp/o.so" (--preload), "/tmp/e.so" (LD_PRELOAD) is loaded into the process by the linker\'s options and environment',
    );
  });

  it('is said to be told with joined arguments where it is', () => {
    const event = exec({ argv: [LINKER, '/tmp/x', 'a'], exe: LOADER, files: [LINKER], fidelity: 'joined' });

    const [finding] = new Detector().judge(event).findings;

    expect(finding?.reasons.map(({ id }) => id)).toContain('arguments-joined');
  });
});

describe('a file with the bytes of a loader', () => {
  const sha256 = 'ab'.repeat(32);
  const hashed = (event: ExecEvent): ExecEvent => ({ ...event, background: { ...event.background, sha256 } });

  it('is one, whatever it is called, once the loader was executed under its name', () => {
    const detector = new Detector();
    detector.judge(hashed(exec({ argv: [LINKER, '--version'], exe: LOADER, files: [LINKER] })));

    const { findings } = detector.judge(
      hashed(
        exec({ argv: ['/home/jo/tool', '/home/jo/x'], files: [], fileCount: null, exe: '/home/jo/tool' }),
      ),
    );

    expect(findings).toMatchObject([{ kind: 'execute', loader: { evidence: 'hash', family: 'glibc' } }]);
  });

  it('is none where only a file of somebody’s own bore a loader’s name', () => {
    const detector = new Detector();
    detector.judge(hashed(exec({ argv: ['/tmp/ld.so', '--version'], files: ['/tmp/ld.so'] })));

    const { findings } = detector.judge(
      hashed(
        exec({ argv: ['/home/jo/tool', '/home/jo/x'], files: [], fileCount: null, exe: '/home/jo/tool' }),
      ),
    );

    expect(findings).toEqual([]);
  });
});
