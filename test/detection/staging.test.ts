/** Which file a command gives another name, as far as its command line tells. */
import { describe, expect, it } from 'vitest';
import { HostMemory } from '../../shared/detection/host-memory.ts';
import { knownLoader, renamingsOf, saysLoader } from '../../shared/detection/staging.ts';
import { dynamic, type ExecParts, exec, LINKER } from './exec.ts';

/** `source -> target | other target`, absolute. */
const renamings = (line: string, more: ExecParts = {}) =>
  renamingsOf(dynamic(line, more)).map(
    ({ source, targets }) => `${source.path} -> ${targets.map(({ path }) => path).join(' | ')}`,
  );

describe('a command gives a file another name', () => {
  it.each([
    ['/bin/cp a /x/y', ['/home/user/a -> /x/y | /x/y/a']],
    ['/bin/cp -a -- -a y', ['/home/user/-a -> /home/user/y | /home/user/y/-a']],
    ['/bin/mv a y', ['/home/user/a -> /home/user/y | /home/user/y/a']],
    ['/bin/ln a y', ['/home/user/a -> /home/user/y | /home/user/y/a']],
    ['/bin/ln -sf /a y', ['/a -> /home/user/y | /home/user/y/a']],
    ['/usr/bin/install -m 755 a y', ['/home/user/a -> /home/user/y | /home/user/y/a']],
    ['/usr/bin/install -o root -g root -m 0755 a y', ['/home/user/a -> /home/user/y | /home/user/y/a']],
    ['/usr/bin/rsync -a --exclude z a y', ['/home/user/a -> /home/user/y | /home/user/y/a']],
    ['/usr/bin/scp -P 22 a y', ['/home/user/a -> /home/user/y | /home/user/y/a']],
    ['/usr/bin/objcopy -O binary a y', ['/home/user/a -> /home/user/y | /home/user/y/a']],
    ['/bin/dd if=a of=y bs=4k', ['/home/user/a -> /home/user/y']],
    ['/bin/dd of=/tmp/y if=/a', ['/a -> /tmp/y']],
    ['/bin/mount --bind /a /y', ['/a -> /y']],
    ['/bin/mount -o bind,ro /a /y', ['/a -> /y']],
    ['/bin/mount --rbind /a /y', ['/a -> /y']],
    ['/bin/mount -B /a y', ['/a -> /home/user/y']],
  ])('%s', (line, expected) => {
    expect(renamings(line)).toEqual(expected);
  });

  it.each([
    ['/bin/cp a b d', ['/home/user/a -> /home/user/d/a', '/home/user/b -> /home/user/d/b']],
    ['/bin/cp -t /d a b', ['/home/user/a -> /d/a', '/home/user/b -> /d/b']],
    ['/bin/cp a --target-directory=/d/', ['/home/user/a -> /d/a']],
    ['/bin/mv --target-directory /d a', ['/home/user/a -> /d/a']],
    ['/bin/cp a d/', ['/home/user/a -> /home/user/d/a']],
    ['/bin/cp /x/a .', ['/x/a -> /home/user/a']],
    ['/bin/cp a ..', ['/home/user/a -> /home/a']],
    ['/bin/cp a /tmp', ['/home/user/a -> /tmp/a']],
    ['/bin/cp a /r/lib64', ['/home/user/a -> /r/lib64/a']],
  ])('in a directory it keeps its own: %s', (line, expected) => {
    expect(renamings(line)).toEqual(expected);
  });

  it('behind a program that holds many', () => {
    const expected = ['/home/user/a -> /home/user/y | /home/user/y/a'];
    expect(renamings('busybox cp a y', { exe: '/usr/bin/busybox' })).toEqual(expected);
    expect(renamings('cp a y', { exe: '/usr/bin/busybox' })).toEqual(expected);
    expect(renamings('/bin/mv a y', { exe: '/usr/bin/coreutils' })).toEqual(expected);
    expect(renamings('toybox dd if=a of=y', { exe: '/usr/bin/toybox' })).toEqual([
      '/home/user/a -> /home/user/y',
    ]);
  });

  it('whose words were partly lost', () => {
    const argv = ['/bin/cp', null, 'a', 'y'];
    expect(renamingsOf(exec({ argv }))).toHaveLength(1);
  });

  it.each([
    ...[
      '/bin/ls a y',
      '/bin/cp a',
      '/bin/cp',
      '/bin/ln a',
      '/bin/mount /dev/sda /y',
      '/bin/mount -t tmpfs x /y',
    ],
    ...[
      '/bin/dd if=a',
      '/bin/dd of=y',
      '/bin/cat a y',
      '/usr/bin/busybox ls a y',
      '/usr/bin/busybox',
      '/bin/mount --bind a',
    ],
  ])('or none: %s', (line) => {
    expect(renamings(line)).toEqual([]);
  });
});

describe('a file is known as a loader', () => {
  const named = (path: string) => ({ given: path, path });

  it('by its name', () => {
    expect(knownLoader(named(LINKER), new HostMemory())).toEqual({ family: 'glibc', madeBy: null });
    expect(saysLoader(named('/usr/lib/x86_64-linux-musl/libc.so'), null)).toBe(true);
  });

  it('by its making', () => {
    const memory = new HostMemory();
    memory.copies.set('/tmp/x', { path: '/tmp/x', family: 'musl', madeBy: '1.0:7', madeAt: 1000 });
    expect(knownLoader(named('/tmp/x'), memory)).toEqual({ family: 'musl', madeBy: '1.0:7' });
    expect(saysLoader(named('/tmp/x'), null)).toBe(false);
  });

  it.each(['/usr/lib/libc.so', '/lib/libc.so', '/usr/bin/ld', '/lib/libc.so.6'])('or not: %s', (path) => {
    expect(knownLoader(named(path), new HostMemory())).toBeNull();
    expect(saysLoader(named(path), null)).toBe(false);
  });
});
