/** What a command is good for, by its name. */
import { describe, expect, it } from 'vitest';
import { toolOf } from '../../shared/detection/tool.ts';

describe('a tool', () => {
  it.each([
    ...[
      '/bin/cp',
      '/bin/mv',
      '/bin/ln',
      '/usr/bin/install',
      '/usr/bin/rsync',
      '/usr/bin/scp',
      '/bin/dd',
      '/bin/mount',
    ],
    ...[
      '/bin/busybox',
      '/usr/bin/toybox',
      '/usr/bin/coreutils',
      '/usr/bin/objcopy',
      '/usr/bin/x86_64-linux-gnu-objcopy',
    ],
  ])('gives files other names: %s', (path) => {
    expect(toolOf(path).renames).toBe(true);
  });

  it.each([
    ...[
      '/bin/cat',
      '/bin/dd',
      '/usr/bin/tee',
      '/usr/bin/python3.11',
      '/usr/bin/perl',
      '/usr/bin/base64',
      '/bin/tar',
    ],
    ...[
      '/usr/bin/vi',
      '/usr/bin/vim',
      '/usr/bin/curl',
      '/usr/bin/gawk',
      '/home/u/bin/cat',
      '/usr/bin/openssl',
    ],
  ])('writes what it reads somewhere else: %s', (path) => {
    expect(toolOf(path).reads).toBe(true);
  });

  it.each([
    '/usr/bin/ld',
    '/usr/bin/ld.bfd',
    '/usr/bin/x86_64-linux-gnu-ld.gold',
    '/usr/bin/rustc',
    '/usr/bin/ld.lld',
  ])('makes programs: %s', (path) => {
    expect(toolOf(path).links).toBe(true);
  });

  it.each([
    '/bin/ls',
    '/usr/bin/ldd',
    '/sbin/ldconfig',
    '/bin/cpp',
    '/usr/bin/catx',
    '/lib64/ld-linux-x86-64.so.2',
    '',
  ])('is none of these: %j', (path) => {
    const { renames, reads, links } = toolOf(path);
    expect({ renames, reads, links }).toEqual({ renames: false, reads: false, links: false });
  });

  it('is a shell of the system by name and place', () => {
    const isShell = (path: string) => toolOf(path).systemShell;
    expect(['/bin/sh', '/usr/bin/bash', '/usr/bin/busybox'].map(isShell)).toEqual([true, true, false]);
    expect(['/tmp/sh', '/home/u/bash', '/usr/bin/python3', '/usr/bin/xbash'].some(isShell)).toBe(false);
  });
});
