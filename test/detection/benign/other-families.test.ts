/** Families that have rules of their own: Termux, AppImage, and where a bundle is none. */
import { describe, expect, it } from 'vitest';
import { judged } from './run.ts';

const LINKER64 = '/system/bin/linker64';
const APPIMAGE = '/tmp/.mount_App123/usr/bin/.App.elf';

describe('Termux', () => {
  it.each(['/data/data/com.termux/files/usr/bin/bash -l', '/data/user/0/com.termux/files/usr/bin/ls'])(
    'runs its own programs by the system’s linker: %s',
    (line) => {
      expect(judged(LINKER64, line)).toMatch(/^termux (?:medium|critical)$/);
    },
  );

  it('is lowered but for a shell', () => {
    expect(judged(LINKER64, '/data/data/com.termux/files/usr/bin/ls')).toBe('termux medium');
  });

  it.each([
    '/data/data/com.evil/files/usr/bin/ls',
    '/data/data/com.termux/files/../../com.evil/x',
    '/data/local/tmp/x',
    '/sdcard/data/data/com.termux/files/x',
  ])('does not run %s', (program) => {
    expect(judged(LINKER64, program)).toBe('null critical');
  });

  it('has no other loader', () => {
    const glibc = '/usr/lib/x86_64-linux-gnu/ld-linux-x86-64.so.2';
    expect(judged(glibc, '/data/data/com.termux/files/usr/bin/ls')).toBe('null critical');
  });
});

describe('AppImage', () => {
  it('is named and lowers nothing: anyone can make such a directory', () => {
    expect(judged('/lib64/ld-linux-x86-64.so.2', APPIMAGE)).toBe('appimage critical');
  });

  it('is not named elsewhere', () => {
    expect(judged('/lib64/ld-linux-x86-64.so.2', '/tmp/mount_App/x')).toBe('null critical');
    expect(judged('/lib64/ld-linux-x86-64.so.2', '/tmp/.mount_App/../x')).toBe('null critical');
  });
});

describe('a bundle with a C library of its own', () => {
  it.each([
    ['/srv/bundle', 'high'],
    ['/root/bundle', 'high'],
    ['/usr/local/bundle', 'low'],
    ['/opt/app', 'low'],
    ['/opt/vendor/app', 'low'],
    ['/var/lib/app', 'high'],
  ])('%s is %s', (root, severity) => {
    expect(judged(`${root}/lib/ld-linux-x86-64.so.2`, `${root}/bin/x`)).toBe(`vendored-glibc ${severity}`);
  });

  it.each(['/tmp/bundle', '/dev/shm/bundle', '/var/tmp/bundle', '/run/user/1000/bundle'])(
    '%s is none',
    (root) => {
      expect(judged(`${root}/lib/ld-linux-x86-64.so.2`, `${root}/bin/x`)).toBe('null critical');
    },
  );

  it.each(['/home/u', '/srv', '/root', '/home', '/var/lib', ''])(
    '%j holds many, and is none itself',
    (root) => {
      expect(judged(`${root}/ld-linux-x86-64.so.2`, `${root}/x`)).toMatch(/^null /);
    },
  );

  it('is none where the program lies beside it and not in it', () => {
    expect(judged('/home/u/app/lib/ld-linux-x86-64.so.2', '/home/u/app2/x')).toBe('null critical');
    expect(judged('/home/u/app/lib/ld-linux-x86-64.so.2', '/home/u/app/../x')).toBe('null critical');
  });
});

describe('a wrapper of lddtree', () => {
  it('has a root of its own: the whole system is none', () => {
    expect(judged('/lib64/ld-linux-x86-64.so.2', '--argv0 x /home/u/x.elf')).toBe('null critical');
  });

  it('tells its program its name, and names that NAME.elf', () => {
    const loader = '/usr/lib/lddtree/lib/ld-linux-x86-64.so.2';
    expect(judged(loader, '--argv0 x /usr/lib/lddtree/bin/x.elf')).toBe('lddtree low');
    expect(judged(loader, '/usr/lib/lddtree/bin/x.elf')).not.toContain('lddtree');
    expect(judged(loader, '--argv0 x /usr/lib/lddtree/bin/x')).not.toContain('lddtree');
  });
});
