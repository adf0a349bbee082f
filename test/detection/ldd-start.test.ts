import { describe, expect, it } from 'vitest';
import { BoundedMap } from '../../shared/bounded-map.ts';
import { shapeOf } from '../../shared/detection/exec-shape.ts';
import { filesOfLdd } from '../../shared/detection/ldd-start.ts';
import type { ExecEvent, FileIdentity } from '../../shared/telemetry/exec-event.ts';
import { exec, identityOf, LINKER } from './exec.ts';
import { lddStart } from './ldd-scene.ts';

const known = () => new BoundedMap<FileIdentity, true>(8);
const files = (event: ExecEvent, lddFiles = known()) => {
  const found = filesOfLdd(event, shapeOf(event), lddFiles);
  return found === null ? null : Object.fromEntries(found);
};
/** A shell that is given its script as an argument. */
const shell = (line: string, exe = '/usr/bin/bash') =>
  exec({ argv: line.split(' '), files: [exe, LINKER], exe });

describe('ldd’s files', () => {
  it.each([
    ['/bin/ls', { '/bin/ls': 1 }],
    ['a /b ./c', { './a': 1, '/b': 1, './c': 1 }],
    ['p p ./p', { './p': 3 }],
    ['-v p', { './p': 1 }],
    ['--unused -d p', { './p': 1 }],
    ['-- -p', { './-p': 1 }],
    ['--version', {}],
  ])('%s', (line, expected) => {
    expect(files(lddStart(line))).toEqual(expected);
  });
});

describe('ldd is known', () => {
  it('as the system’s script', () => {
    expect(files(lddStart('p'))).not.toBeNull();
    expect(
      files(
        lddStart('p', { files: ['/bin/ldd', '/bin/bash', LINKER], argv: ['/bin/bash', '/bin/ldd', 'p'] }),
      ),
    ).not.toBeNull();
  });

  it('when a shell is given the script', () => {
    expect(files(shell('bash /usr/bin/ldd p'))).toEqual({ './p': 1 });
    expect(files(shell('sh -x /usr/bin/ldd p', '/usr/bin/dash'))).toEqual({ './p': 1 });
    expect(files(shell('bash -e -x /bin/ldd p'))).toEqual({ './p': 1 });
  });

  it('behind a symbolic link, once it was seen in its place', () => {
    const lddFiles = known();
    const link = { name: './l', identity: identityOf('/usr/bin/ldd') };
    const linked = lddStart('p', { argv: ['/bin/bash', './l', 'p'], files: [link, '/bin/bash', LINKER] });
    expect(files(linked, lddFiles)).toBeNull();
    files(lddStart('p'), lddFiles);
    expect(files(linked, lddFiles)).toEqual({ './p': 1 });
  });
});

describe('ldd is not', () => {
  const script = (more: object) => ({ files: [{ name: '/usr/bin/ldd', ...more }, '/bin/bash', LINKER] });
  it.each([
    [
      'a script of another path',
      { argv: ['/bin/bash', './ldd', 'p'], files: ['./ldd', '/bin/bash', LINKER] },
    ],
    ['a script that isn’t root’s own', script({ ownerUid: 1000 })],
    ['a script that its group can write', script({ mode: 0o100775 })],
    ['a script that everyone can write', script({ mode: 0o100757 })],
    ['a script of unknown owner', script({ ownerUid: null })],
    ['run by another program than a shell', { exe: '/usr/bin/python3' }],
    ['run by a shell in /tmp', { exe: '/tmp/bash' }],
    ['run by a shell that was deleted', { deleted: true }],
    ['run by nothing that is known', { exe: null }],
    ['told with truncated arguments', { fidelity: 'truncated' as const }],
    ['named further back', { argv: ['/bin/bash', '-x', '-e', '/usr/bin/ldd', 'p'] }],
  ])('%s', (_what, more) => {
    expect(files(lddStart('p', more))).toBeNull();
  });

  it.each([
    ...[
      'bash -c x /usr/bin/ldd p',
      'bash -s /usr/bin/ldd p',
      'bash ./x /usr/bin/ldd p',
      'bash --rcfile /usr/bin/ldd p',
    ],
    ...[
      'bash -ic /usr/bin/ldd p',
      'bash -o /usr/bin/ldd p',
      'bash ./ldd p',
      'bash usr/bin/ldd p',
      'bash',
      'bash -l',
    ],
    ...['bash /usr/bin/../../tmp/ldd p', 'bash -lx /usr/bin/ldd p', 'bash --init-file /usr/bin/ldd p'],
  ])('what the shell does in: %s', (line) => {
    expect(files(shell(line))).toBeNull();
  });

  it('the script in the hands of another program, or of a shell of one’s own', () => {
    expect(files(shell('bash /usr/bin/ldd p', '/tmp/bash'))).toBeNull();
    expect(files(shell('bash /usr/bin/ldd p', '/usr/bin/python3'))).toBeNull();
  });
});
