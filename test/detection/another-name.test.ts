/** A loader stays one whatever it is called: no name given to the same bytes makes a run silent. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Detector } from '../../shared/detection/detector.ts';
import type { ExecEvent } from '../../shared/telemetry/exec-event.ts';
import { alone, dynamic, exec, identityOf, LINKER, LOADER } from './exec.ts';

function kinds(...events: readonly ExecEvent[]): string[] {
  const detector = new Detector();
  const findings = events.flatMap((event) => detector.judge(event).findings);
  return [...findings, ...detector.flush()].map(({ kind }) => kind);
}

const copy = (target: string) => dynamic(`cp ${LINKER} ${target}`, { exe: '/usr/bin/cp' });

describe('a loader under the name of another family', () => {
  it.each([
    ['an option of its own', ['/tmp/ld-musl-x86_64.so.1', '--inhibit-cache', '/tmp/p']],
    ['argv[0] that would make musl list', ['ldd', '/tmp/p']],
    ['an audit module', ['/tmp/ld-musl-x86_64.so.1', '--audit', '/tmp/e.so', '/tmp/p']],
  ])('is found by its making: %s', (_case, argv) => {
    const run = exec({ argv, exe: '/tmp/ld-musl-x86_64.so.1', files: ['/tmp/ld-musl-x86_64.so.1'] });

    expect(kinds(copy('/tmp/ld-musl-x86_64.so.1'), run)).toEqual(['stage', 'execute']);
  });

  it('is found by its file', () => {
    const name = '/tmp/ld-musl-x86_64.so.1';
    const run = exec({
      argv: [name, '--inhibit-cache', '/tmp/p'],
      exe: name,
      files: [{ name, identity: identityOf(LINKER) }],
    });

    expect(kinds(dynamic('/bin/ls'), run)).toEqual(['execute']);
  });

  it('is found without any trace of its making, by any grammar that would run it', () => {
    const name = '/home/u/ld-musl-x86_64.so.1';

    expect(kinds(alone(`${name} --inhibit-cache /tmp/p`))).toEqual(['execute']);
  });

  it('is found whatever it is called', () => {
    const names = fc.constantFrom(
      'ld-musl-x86_64.so.1',
      'ld-linux-x86-64.so.2',
      'ld.so',
      'ld64-uClibc.so.1',
      'libc.so',
      'ls',
      'x',
    );
    fc.assert(
      fc.property(names, fc.constantFrom('/tmp/', '/home/u/lib/', '/dev/shm/.x/'), (name, directory) => {
        const path = `${directory}${name}`;
        expect(kinds(copy(path), alone(`${path} --inhibit-cache /tmp/p`))).toContain('execute');
      }),
    );
  });
});

describe('a script whose interpreter is the loader', () => {
  it('is found when it was executed by a directory and a name', () => {
    const run = exec({ argv: [LINKER, '/tmp/p', '/dev/fd/3/x'], exe: LOADER, files: ['x', LINKER] });

    expect(kinds(run)).toEqual(['execute']);
  });

  it("is found when a link makes its path look like the loader's own", () => {
    const name = '/tmp/s/../../usr/lib/x86_64-linux-gnu/ld-linux-x86-64.so.2';
    const run = exec({ argv: [LINKER, '/tmp/p', name], exe: LOADER, files: [name, LINKER] });

    expect(kinds(run)).toEqual(['execute']);
  });
});

describe('a copy that is used to inject a library only', () => {
  it.each(['--preload', '--audit'])('is found: %s', (option) => {
    expect(kinds(alone(`/home/u/x ${option} /tmp/e.so /tmp/p`))).toEqual(['execute']);
  });

  it.each([
    ['of the system', '/usr/bin/tool --preload /tmp/e.so /tmp/p'],
    ['with names instead of files', '/home/u/x --preload fast /tmp/p'],
  ])('is not to be mistaken for a program %s', (_case, line) => {
    expect(kinds(alone(line))).toEqual([]);
  });
});

describe('a path that was whitewashed', () => {
  it('by a link editor before the copy is found when it injects a library', () => {
    expect(
      kinds(
        link('/usr/bin/ld'),
        read,
        alone('/home/u/x --preload /tmp/e.so /tmp/p', { time: 1_800_000_002_000 }),
      ),
    ).toEqual(['execute']);
  });

  const link = (exe: string) => dynamic('ld -o /home/u/x --bogus', { exe });
  const read = dynamic(`cat ${LINKER}`, { exe: '/usr/bin/cat', time: 1_800_000_001_000 });
  const run = alone('/home/u/x /tmp/p', { time: 1_800_000_002_000 });

  it.each(['/usr/bin/ld', '/tmp/ld'])('by a link editor before the copy, %s, is still suspicious', (exe) => {
    expect(kinds(link(exe), read, run)).toEqual(['execute']);
  });

  it('is ordinary if it was built after the loader was read', () => {
    const built = dynamic('ld -o /home/u/x x.o', { exe: '/usr/bin/ld', time: 1_800_000_001_500 });

    expect(kinds(read, built, run)).toEqual([]);
  });
});
