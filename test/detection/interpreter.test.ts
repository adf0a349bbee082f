/** Programs that name a loader of their own. */
import { describe, expect, it } from 'vitest';
import { dynamic, exec, type FileParts } from './exec.ts';
import { reasonsOf, run } from './run.ts';

const naming = (linker: FileParts, program = '/home/user/p', cwd: string | null = '/home/user') =>
  run([dynamic(program, { files: [program, linker], cwd })]).findings;

describe('a linker of the system is no alert', () => {
  it.each([
    ...[
      '/lib64/ld-linux-x86-64.so.2',
      '/lib/ld-linux.so.2',
      '/lib/ld-musl-x86_64.so.1',
      '/usr/lib64/ld-2.26.so',
    ],
    ...[
      '/nix/store/abc-glibc-2.39/lib/ld-linux-x86-64.so.2',
      '/gnu/store/abc-glibc/lib/ld-linux-x86-64.so.2',
    ],
    ...['/snap/core22/1/lib64/ld-linux-x86-64.so.2', '/usr/aarch64-linux-gnu/lib/ld-linux-aarch64.so.1'],
    ...['/system/bin/linker64', '/lib64/../lib64/ld-linux-x86-64.so.2', '/var/lib/flatpak/x/ld.so'],
  ])('%s', (linker) => {
    expect(naming(linker)).toEqual([]);
  });
});

describe('a linker of one’s own', () => {
  it.each([
    ['/tmp/myld', 'critical', null],
    ['/dev/shm/ld-linux-x86-64.so.2', 'critical', null],
    ['/lib64/../tmp/myld', 'critical', null],
    ['/home/user/.x/myld', 'critical', null],
    ['/home/user/myld', 'high', null],
    ['/srv/myld', 'high', null],
    ['./myld', 'high', null],
    ['/opt/glibc/lib/ld-linux-x86-64.so.2', 'low', null],
    ['/usr/local/lib/ld-linux-x86-64.so.2', 'low', null],
    ['/home/linuxbrew/.linuxbrew/lib/ld.so', 'medium', 'linuxbrew'],
    ['/home/user/.vscode-server/gnu/lib/ld-linux-x86-64.so.2', 'medium', 'vscode-server'],
    ['/home/user/.cursor-server/gnu/lib/ld-linux-x86-64.so.2', 'medium', 'vscode-server'],
    ['/home/user/miniconda3/x86_64-conda-linux-gnu/sysroot/lib64/ld-linux-x86-64.so.2', 'medium', 'conda'],
    // A family’s name where everyone can write makes nothing milder.
    ['/tmp/.vscode-server/ld.so', 'critical', 'vscode-server'],
    ['/tmp/miniconda3/ld.so', 'critical', 'conda'],
    ['/home/linuxbrew/.linuxbrew/../../../tmp/ld.so', 'critical', null],
  ])('%s is %s', (linker, severity, family) => {
    expect(naming(linker)).toMatchObject([
      { kind: 'foreign-interpreter', severity, family, interpreter: { given: linker } },
    ]);
  });

  it('in /opt that a user owns, or everyone can write, is not root’s', () => {
    expect(naming({ name: '/opt/x/ld.so', ownerUid: 1000 })[0]?.severity).toBe('high');
    expect(naming({ name: '/opt/x/ld.so', mode: 0o100777 })[0]?.severity).toBe('critical');
  });

  it('of a family that everyone can write is critical', () => {
    expect(naming({ name: '/home/linuxbrew/.linuxbrew/lib/ld.so', mode: 0o100777 })[0]?.severity).toBe(
      'critical',
    );
  });

  it('by a relative name is resolved, or told as it is', () => {
    expect(naming('./myld')).toMatchObject([{ interpreter: { path: '/home/user/myld' } }]);
    expect(naming('./myld', '/home/user/p', '/tmp')).toMatchObject([{ severity: 'critical' }]);
    expect(naming('./myld', '/home/user/p', null)).toMatchObject([
      { interpreter: { given: './myld', path: null } },
    ]);
  });

  it('of a script’s interpreter is told of that interpreter', () => {
    const argv = ['/home/user/sh', './s'];
    const [finding] = run([
      exec({ argv, files: ['./s', '/home/user/sh', '/tmp/myld'], exe: '/home/user/sh' }),
    ]).findings;
    expect(finding).toMatchObject({ kind: 'foreign-interpreter', program: { given: '/home/user/sh' } });
  });

  it('says why', () => {
    const reasons = (linker: string) => naming(linker).flatMap(reasonsOf);
    expect(reasons('/tmp/myld')).toEqual(['foreign-interpreter', 'linker-open-to-all']);
    expect(reasons('/home/user/myld')).toEqual(['foreign-interpreter']);
    expect(reasons('/opt/x/ld.so')).toEqual(['foreign-interpreter', 'linker-of-root']);
    expect(reasons('/home/linuxbrew/.linuxbrew/lib/ld.so')).toEqual(['foreign-interpreter', 'benign-family']);
    expect(naming('/tmp/myld')[0]?.techniques.map(({ id }) => id)).toEqual(['T1574.006']);
  });
});

it('a static program, or one whose files were lost, names none', () => {
  expect(run([exec({ argv: ['/tmp/p'], files: ['/tmp/p'] })]).findings).toEqual([]);
  expect(run([exec({ argv: ['/tmp/p'], files: ['/tmp/p'], fileCount: 2 })]).findings).toEqual([]);
});
