/** What is told of commands that give a loader a name that hides what it is. */
import { describe, expect, it } from 'vitest';
import { dynamic, LINKER, LOADER } from './exec.ts';
import { reasonsOf, run } from './run.ts';

const staged = (...lines: string[]) => run(lines.map((line) => dynamic(line))).findings;

describe('a loader under another name', () => {
  it.each([
    ['/bin/cp', `/bin/cp ${LINKER} /tmp/x`],
    ['/bin/mv', `/bin/mv /tmp/ld.so /tmp/x`],
    ['ln', `/bin/ln ${LINKER} /tmp/x`],
    ['ln -s', `/bin/ln -s ${LINKER} /tmp/x`],
    ['install', `/usr/bin/install -m 755 ${LINKER} /tmp/x`],
    ['dd', `/bin/dd if=${LOADER} of=/tmp/x`],
    ['rsync', `/usr/bin/rsync -a ${LOADER} /tmp/x`],
    ['mount --bind', `/bin/mount --bind ${LINKER} /tmp/x`],
    ['busybox', `/usr/bin/busybox cp ${LINKER} /tmp/x`],
    ['of musl', '/bin/cp /lib/ld-musl-x86_64.so.1 /tmp/x'],
    ['of musl, by its real name', '/bin/cp /usr/lib/x86_64-linux-musl/libc.so /tmp/x'],
  ])('by %s', (_how, line) => {
    const findings = staged(line);
    expect(findings).toMatchObject([{ kind: 'stage', severity: 'high', target: { path: '/tmp/x' } }]);
    expect(findings[0]?.techniques.map(({ id }) => id)).toEqual(['T1036.003']);
  });

  it.each([
    ['/tmp/x', 'high', ['loader-renamed', 'target-open-to-all']],
    ['/dev/shm/x', 'high', ['loader-renamed', 'target-open-to-all']],
    ['/home/user/.x', 'high', ['loader-renamed', 'target-open-to-all']],
    ['/home/user/x', 'medium', ['loader-renamed']],
    ['/srv/app/x', 'medium', ['loader-renamed']],
    ['/usr/bin/x', 'low', ['loader-renamed']],
    ['/opt/app/x', 'low', ['loader-renamed']],
  ])('%s is %s', (target, severity, reasons) => {
    const [finding] = staged(`/bin/cp ${LINKER} ${target}`);
    expect(finding?.severity).toBe(severity);
    expect(finding === undefined ? [] : reasonsOf(finding)).toEqual(reasons);
  });

  it('of several sources names only the loader', () => {
    // Both keep their names in the directory, so neither is hidden; the copy of a copy is.
    expect(staged(`/bin/cp /bin/ls ${LINKER} /tmp/d`)).toEqual([]);
    const findings = staged(`/bin/cp ${LINKER} x`, '/bin/cp /bin/ls x /tmp/d');
    expect(findings.map((found) => found.kind === 'stage' && found.target.path)).toEqual([
      '/home/user/x',
      '/tmp/d/x',
    ]);
  });

  it('copied again rests on the command that made it', () => {
    const first = dynamic(`/bin/cp ${LINKER} /tmp/x`);
    const second = run([first, dynamic('/bin/cp /tmp/x /tmp/y')]).findings[1];
    expect(second).toMatchObject({
      kind: 'stage',
      source: { path: '/tmp/x' },
      relatedEventIds: [first.sourceEventId],
    });
    expect(second === undefined ? [] : reasonsOf(second)).toContain('copy-of-a-copy');
  });
});

describe('no alert', () => {
  it.each([
    ['the same name elsewhere', `/bin/cp ${LINKER} /tmp/ld-linux-x86-64.so.2`],
    ['another loader’s name', `/bin/ln -s ${LOADER} /home/user/root/lib64/ld-linux-x86-64.so.2`],
    ['a version’s name', `/bin/ln -sf ld-2.31.so /lib64/ld-linux-x86-64.so.2`],
    ['a directory', `/bin/cp ${LINKER} /tmp`],
    ['a directory', `/bin/cp ${LINKER} /srv/root/lib64`],
    ['a directory', `/bin/cp ${LINKER} rootfs/`],
    ['a directory', `/bin/cp -t /srv/x ${LINKER}`],
    ['a directory', `/bin/cp --target-directory=/srv/x ${LINKER}`],
    ['a backup in a system directory', `/bin/cp ${LINKER} ${LINKER}.bak`],
    ['an upgrade in two steps', `/bin/mv ${LOADER} ${LOADER}.dpkg-tmp`],
    ['another file', '/bin/cp /bin/ls /tmp/x'],
    ['the linker script', '/bin/cp /usr/lib/x86_64-linux-gnu/libc.so /tmp/x'],
    ['a loader as the target', `/bin/cp /tmp/x ${LINKER}`],
    ['a command that copies nothing', `/bin/ls ${LINKER} /tmp/x`],
  ])('for %s: %s', (_what, line) => {
    expect(staged(line)).toEqual([]);
  });

  it('for a backup elsewhere there is one', () => {
    expect(staged(`/bin/cp ${LINKER} /tmp/ld-linux-x86-64.so.2.bak`)).toHaveLength(1);
  });
});
