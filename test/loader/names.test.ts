/** Which file names are loaders': every name that a C library gives its own, and those that only look alike. */
import { describe, expect, it } from 'vitest';
import type { LoaderFamilyName } from '../../shared/loader/family.ts';
import { familyOfName } from '../../shared/loader/registry.ts';

const LOADERS: Readonly<Record<LoaderFamilyName, readonly string[]>> = {
  glibc: [
    // By architecture (sysdeps/**/shlib-versions).
    ...[
      '/lib64/ld-linux-x86-64.so.2',
      '/libx32/ld-linux-x32.so.2',
      '/lib/ld-linux.so.2',
      '/lib/ld-x86-64.so.1',
    ],
    ...['/lib/ld-linux-aarch64.so.1', '/lib/ld-linux-aarch64_be.so.1', '/lib/ld-linux-armhf.so.3'],
    ...['/lib/ld-linux.so.3', '/lib/ld-linux-riscv64-lp64d.so.1', '/lib/ld-linux-riscv64-lp64.so.1'],
    ...['/lib/ld-linux-riscv32-ilp32d.so.1', '/lib/ld-linux-riscv32-ilp32.so.1'],
    ...['/lib64/ld-linux-loongarch-lp64d.so.1', '/lib64/ld-linux-loongarch-lp64s.so.1'],
    ...[
      '/lib/ld.so.1',
      '/lib64/ld64.so.1',
      '/lib64/ld64.so.2',
      '/lib/ld-linux-mipsn8.so.1',
      '/lib64/ld-linux.so.2',
    ],
    ...[
      '/lib/ld-linux-ia64.so.2',
      '/lib/ld-linux-or1k.so.1',
      '/lib/ld-linux-arc.so.2',
      '/lib/ld-linux-nios2.so.1',
    ],
    ...['/lib/ld-linux-cskyv2.so.1', '/lib/ld-linux-cskyv2-hf.so.1', '/lib64/ld-lsb-x86-64.so.3'],
    // The real file up to 2.33, and the command since 2.35.
    ...[
      '/usr/lib64/ld-2.26.so',
      '/lib/x86_64-linux-gnu/ld-2.31.so',
      '/lib/ld-2.3.6.so',
      '/usr/bin/ld.so',
      '/bin/ld.so',
    ],
    // The same names under other roots.
    '/usr/lib/x86_64-linux-gnu/ld-linux-x86-64.so.2',
    '/usr/aarch64-linux-gnu/lib/ld-linux-aarch64.so.1',
    '/nix/store/3dyw8dzj9ab4m8hv5dpyx7zii8d0w6fi-glibc-2.39-52/lib/ld-linux-x86-64.so.2',
    '/gnu/store/ln6hxqjvz6m9gdd9s97pivlqck7hzs99-glibc-2.35/lib/ld-linux-x86-64.so.2',
    '/snap/core/17200/lib/x86_64-linux-gnu/ld-2.23.so',
    '/var/lib/flatpak/runtime/org.x/x86_64/1/abc/files/lib/ld-linux-x86-64.so.2',
    '/home/linuxbrew/.linuxbrew/lib/ld.so',
    '/var/lib/docker/overlay2/abc/diff/lib64/ld-linux-x86-64.so.2',
    '/compat/linux/lib64/ld-linux-x86-64.so.2',
    '/tmp/ld-linux-x86-64.so.2',
    './ld-linux-x86-64.so.2',
    'ld-linux-x86-64.so.2',
  ],
  musl: [
    ...[
      'x86_64',
      'i386',
      'aarch64',
      'aarch64_be',
      'armhf',
      'armeb',
      'arm',
      'loongarch64',
      'loongarch64-sp',
      'x32',
    ],
    ...[
      'm68k-sf',
      'microblazeel',
      'mipsel-sf',
      'mips64r6el',
      'mipsn32el-sf',
      'or1k',
      'powerpc-sf',
      'powerpc64le',
    ],
    ...['riscv32', 'riscv64-sp', 's390x', 'sheb-nofpu-fdpic'],
  ]
    .map((architecture) => `/lib/ld-musl-${architecture}.so.1`)
    .concat('/usr/lib/x86_64-linux-musl/libc.so', '/lib/libc.so', '/usr/local/musl/lib/libc.so'),
  bionic: [
    ...['linker', 'linker64', 'linker_asan', 'linker_asan64', 'linker_hwasan64', 'bootstrap/linker'].map(
      (name) => `/system/bin/${name}`,
    ),
    '/system/bin/bootstrap/linker64',
    '/apex/com.android.runtime/bin/linker',
    '/apex/com.android.runtime/bin/linker64',
  ],
  uclibc: [
    ...['/lib/ld-uClibc.so.0', '/lib/ld-uClibc.so.1', '/lib/ld64-uClibc.so.0', '/lib64/ld64-uClibc.so.1'],
    ...['/lib/ld-uClibc-1.0.31.so', '/lib/ld64-uClibc-0.9.33.2.so'],
  ],
};

const OTHERS = [
  // The link editor and its kin.
  ...[
    '/usr/bin/ld',
    '/usr/bin/ld.bfd',
    '/usr/bin/ld.gold',
    '/usr/bin/ld.lld',
    '/usr/bin/x86_64-linux-gnu-ld',
  ],
  ...['/sbin/ldconfig', '/sbin/ldconfig.real', '/usr/bin/ldd', '/usr/bin/lddtree', '/usr/bin/pldd'],
  // Libraries and linker scripts.
  ...['/lib/x86_64-linux-gnu/libc.so.6', '/usr/lib/x86_64-linux-gnu/libc.so', '/usr/lib64/libc.so'],
  ...['/lib/libc.musl-x86_64.so.1', '/opt/app/libc.so', '/lib/libdl.so.2', '/lib/libld.so.1'],
  // The loader's own files.
  ...['/etc/ld.so.conf', '/etc/ld.so.cache', '/etc/ld.so.preload', '/etc/ld.so.conf.d', '/etc/ld.so.nohwcap'],
  // A common word, outside Android.
  ...[
    '/usr/bin/linker',
    '/usr/bin/linker64',
    '/home/u/system/bin/linker64',
    '/system/bin/linker64.bak',
    'linker64',
  ],
  // Nearly.
  ...[
    '/tmp/ld-linux-x86-64.so.2.bak',
    '/tmp/xld.so',
    '/tmp/ld.so.x',
    '/tmp/ld-linux.so',
    '/tmp/ld-2.so',
    '/tmp/ld-.so.2',
  ],
  ...['/lib/ld-musl-x86_64.so.2', '/lib/ld-musl-.so.1', '/lib/ld-musl-x86_64.path', '/lib/ld-uClibc', ''],
  ...['/lib64/ld-linux-x86-64.so.2/', '/lib64/ld-linux-x86-64.so.2/ls', '/proc/self/exe', '/proc/self/fd/3'],
];

describe('the name of a loader', () => {
  for (const [family, paths] of Object.entries(LOADERS)) {
    it.each(paths)(`is known: ${family} has %s`, (path) => {
      expect(familyOfName(path)?.name).toBe(family);
    });
  }

  it.each(OTHERS)('is not mistaken: %j', (path) => {
    expect(familyOfName(path)).toBeNull();
  });
});
