import { describe, expect, it } from 'vitest';
import {
  isHidden,
  isLoaderHome,
  isRootsOwn,
  writersOf,
  writersOfFile,
} from '../../shared/detection/directories.ts';
import { file } from './exec.ts';

describe('who can write at a path', () => {
  it.each([
    ...[
      '/tmp',
      '/tmp/p',
      '/var/tmp/x/y',
      '/dev/shm/p',
      '/dev/fd/3',
      '/run/user/1000/p',
      '/run/lock/p',
      '/run/shm/p',
    ],
    ...['/var/lock/p', '/var/crash/p', '/proc/self/fd/3', '/proc/77/root/bin/ls', '/memfd:x', null],
  ])('anyone: %s', (path) => {
    expect(writersOf(path)).toBe('anyone');
  });

  it.each([
    ...[
      '/usr/bin/ls',
      '/bin/ls',
      '/sbin/x',
      '/lib/x',
      '/lib32/x',
      '/lib64/x',
      '/libx32/x',
      '/opt/app/x',
      '/etc/x',
    ],
    ...[
      '/boot/x',
      '/snap/core/1/x',
      '/nix/store/a-b/x',
      '/gnu/store/a-b/x',
      '/var/lib/snapd/x',
      '/var/lib/flatpak/x',
    ],
    ...['/system/bin/sh', '/apex/a/x', '/vendor/x', '/usr/local/bin/x'],
  ])('only root: %s', (path) => {
    expect(writersOf(path)).toBe('system');
  });

  it.each([
    ...[
      '/home/u/p',
      '/root/p',
      '/srv/p',
      '/data/p',
      '/var/lib/docker/p',
      '/var/www/p',
      '/run/p',
      '/mnt/p',
      '/p',
    ],
    ...['/tmpx/p', '/usrlocal/p', '/optional/p', '/nix/p', '/memfd', '/development/p', '/home/tmp/p', './p'],
  ])('its owner, for all that is known: %s', (path) => {
    expect(writersOf(path)).toBe('owner');
  });
});

describe('who can write a file whose record is known', () => {
  it.each([
    ['as its directory says', '/usr/lib/x', {}, 'system'],
    ['as its directory says, without a mode', '/usr/lib/x', { mode: null, ownerUid: 1000 }, 'system'],
    ['its owner', '/usr/lib/x', { ownerUid: 1000 }, 'owner'],
    ['anyone, by its mode', '/usr/lib/x', { mode: 0o100757 }, 'anyone'],
    ['anyone, by its directory, whoever owns it', '/tmp/x', {}, 'anyone'],
    ['its owner, at home', '/home/u/x', { ownerUid: 1000 }, 'owner'],
  ])('%s', (_what, name, more, writers) => {
    expect(writersOfFile(name, file({ name, ...more }))).toBe(writers);
  });

  it('falls back on the path without a record', () => {
    expect(writersOfFile('/usr/lib/x', undefined)).toBe('system');
  });
});

describe('a file is root’s own', () => {
  it.each([
    [true, {}],
    [false, { ownerUid: 1000 }],
    [false, { ownerUid: null }],
    [false, { mode: null }],
    [false, { mode: 0o100775 }],
    [false, { mode: 0o100757 }],
  ])('%s: %j', (own, more) => {
    expect(isRootsOwn(file({ name: '/usr/bin/ldd', ...more }))).toBe(own);
  });

  it('not where there is no record', () => {
    expect(isRootsOwn(undefined)).toBe(false);
  });
});

describe('a place where distributions keep loaders', () => {
  it.each([
    ...[
      '/lib/x',
      '/lib64/x',
      '/lib32/x',
      '/libx32/x',
      '/usr/lib/x86_64-linux-gnu/x',
      '/usr/lib64/x',
      '/nix/store/a/x',
    ],
    ...['/gnu/store/a/x', '/snap/core/1/x', '/var/lib/snapd/snap/core/1/x', '/usr/aarch64-linux-gnu/lib/x'],
    ...[
      '/usr/bin/ld.so',
      '/bin/ld.so',
      '/system/bin/linker64',
      '/apex/a/linker64',
      '/var/lib/flatpak/runtime/x',
    ],
  ])('is %s', (path) => {
    expect(isLoaderHome(path)).toBe(true);
  });

  it.each([
    ...[
      '/opt/app/lib/x',
      '/usr/local/lib/x',
      '/tmp/lib64/x',
      '/home/u/lib64/x',
      '/usr/bin/x',
      '/libx/x',
      '/lib64',
    ],
    ...['/tmp/usr/lib/x', '/home/u/nix/store/x', '/usr/libexec/x'],
  ])('is not %s', (path) => {
    expect(isLoaderHome(path)).toBe(false);
  });
});

describe('a hidden name', () => {
  it.each(['/tmp/.x', '/home/u/.cache/p', './.p', '/tmp/.mount_a/usr/bin/p'])('%s', (path) => {
    expect(isHidden(path)).toBe(true);
  });

  it.each(['/tmp/x', './p', '../p', '../../p', '/tmp/a.b', '/tmp/x.', 'p'])('or not: %s', (path) => {
    expect(isHidden(path)).toBe(false);
  });
});
