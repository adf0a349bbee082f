/** Commands whose line alone tells that a loader got another name, and those that only look like it. */
import { describe, expect, it } from 'vitest';
import { Detector } from '../../shared/detection/detector.ts';
import { dynamic, LINKER } from './exec.ts';

function kinds(exe: string, line: string): string[] {
  return new Detector()
    .judge(dynamic(line.replaceAll('LD', LINKER), { exe }))
    .findings.map(({ kind }) => kind);
}

describe('a loader is put under another name', () => {
  it.each([
    ['/usr/bin/x86_64-linux-gnu-objcopy', 'x86_64-linux-gnu-objcopy LD /tmp/x'],
    ['/usr/bin/aarch64-linux-gnu-objcopy', 'objcopy LD /tmp/x'],
    ['/usr/bin/x86_64-linux-gnu-strip', 'strip -o /home/u/x LD'],
    ['/usr/bin/patchelf', 'patchelf --output /tmp/x --set-soname y LD'],
    ['/usr/bin/dd', 'dd if=/etc/passwd of=/dev/null if=LD of=/tmp/x'],
    ['/usr/bin/mount', 'mount -obind LD /tmp/x'],
    ['/usr/bin/mount', 'mount --options=ro,bind LD /tmp/x'],
    ['/usr/bin/mount', 'mount -o bind,ro LD /tmp/x'],
    ['/usr/bin/busybox', 'busybox cp LD /tmp/x'],
    ['/usr/bin/cp', 'cp -vt/tmp/d LD /tmp/ld-musl-x86_64.so.1'],
  ])('%s: %s', (exe, line) => {
    const expected = line.includes('-vt') ? [] : ['stage'];

    expect(kinds(exe, line)).toEqual(expected);
  });

  it('even if the new name begins as the copy was called', () => {
    const detector = new Detector();
    detector.judge(dynamic(`cp ${LINKER} /tmp/l`, { exe: '/usr/bin/cp' }));

    const { findings } = detector.judge(dynamic('cp /tmp/l /usr/local/bin/ls', { exe: '/usr/bin/cp' }));

    expect(findings.map(({ kind }) => kind)).toEqual(['stage']);
  });
});

describe('a loader keeps its name', () => {
  it.each([
    ['/usr/bin/strip', 'strip LD'],
    ['/usr/bin/mount', 'mount -o ro /dev/sda1 /mnt'],
    ['/usr/bin/cp', 'cp LD /lib64/ld-linux-x86-64.so.2.bak'],
    ['/usr/bin/cp', 'cp -a LD /var/tmp/initramfs/lib64/'],
    ['/usr/bin/patchelf', 'patchelf --set-interpreter LD /tmp/p'],
  ])('%s: %s', (exe, line) => {
    expect(kinds(exe, line)).toEqual([]);
  });
});

describe('what only names ldd is none', () => {
  it.each([
    ['/usr/bin/busybox', 'busybox find /usr/bin/ldd /tmp/p -exec sh -c x'],
    ['/tmp/bash', 'bash /usr/bin/ldd /tmp/p'],
  ])('%s: %s', (exe, line) => {
    const detector = new Detector();
    const judge = (text: string, pid: number, ppid: number) =>
      detector.judge(
        dynamic(text, {
          exe: text.startsWith('/lib64') ? '/usr/lib64/ld-linux-x86-64.so.2' : exe,
          pid,
          ppid,
          ...(text.startsWith('/lib64') ? { files: [LINKER] } : {}),
        }),
      );
    judge(line, 100, 50);
    judge(`${LINKER} --verify /tmp/p`, 101, 100);

    const { findings } = judge(`${LINKER} /tmp/p`, 104, 103);

    expect(findings.map(({ kind }) => kind)).toEqual(['execute']);
  });
});
