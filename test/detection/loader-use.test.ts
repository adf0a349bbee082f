/** How a file is known to be a loader, kind of evidence by kind of evidence. */
import { describe, expect, it } from 'vitest';
import type { ExecEvent } from '../../shared/telemetry/exec-event.ts';
import { alone, dynamic, exec, identityOf, LINKER, LOADER, loader, MUSL, T0 } from './exec.ts';
import { executions } from './run.ts';

/** Evidence, family and path of every execution through a loader. */
const evidence = (...events: readonly ExecEvent[]) =>
  executions(...events).map(({ loader: { evidence: kind, family } }) => `${kind} ${family}`);

/** A file that has the loader's own device and inode. */
const sameFile = (name: string) => ({ name, identity: identityOf(LINKER) });

describe('evidence: name', () => {
  it.each([
    ['the executed file', loader('/tmp/p')],
    ['the executed file, whatever it was called', alone('./x /tmp/p', { exe: LOADER })],
    [
      'the executed file, whatever argv[0] says',
      exec({ argv: ['sshd', '/tmp/p'], exe: LOADER, files: [LINKER] }),
    ],
    ['the executed file, without a name', exec({ argv: ['ls', '/tmp/p'], exe: LOADER, files: [''] })],
    ['the executed file, by a descriptor', alone('/proc/self/fd/3 /tmp/p', { exe: LOADER })],
    ['the name that was asked for', alone(`${LINKER} /tmp/p`, { exe: '/opt/rt/real' })],
    ['a relative name that was asked for', alone('./ld-linux-x86-64.so.2 p', { exe: '/home/user/real' })],
    ['an interpreter line', exec({ argv: [LINKER, '/tmp/p', './s'], exe: LOADER, files: ['./s', LINKER] })],
    [
      'the executed file, its files lost',
      exec({ argv: [LINKER, '/tmp/p'], exe: LOADER, files: [], fileCount: 1 }),
    ],
    [
      'argv[0], where everything else was lost',
      exec({ argv: [LINKER, '/tmp/p'], exe: null, files: [], fileCount: null }),
    ],
  ])('%s', (_what, event) => {
    expect(evidence(event)).toEqual(['name glibc']);
  });

  it('tells the family', () => {
    expect(evidence(alone(`${MUSL} p`))).toEqual(['name musl']);
    expect(evidence(alone(`${MUSL} p`, { exe: '/usr/lib/x86_64-linux-musl/libc.so' }))).toEqual([
      'name musl',
    ]);
    expect(evidence(alone('/system/bin/linker64 /data/p'))).toEqual(['name bionic']);
    expect(evidence(alone('/lib/ld-uClibc.so.0 ./p'))).toEqual(['name uclibc']);
  });
});

describe('evidence: inode', () => {
  it('a hard link or bind mount of what ordinary programs name as their linker', () => {
    const hard = alone('./hard ./p', { files: [sameFile('./hard')] });
    expect(evidence(hard)).toEqual([]);
    expect(evidence(dynamic('/bin/ls'), hard)).toEqual(['inode glibc']);
  });

  it('also where the linker was named by a script’s interpreter', () => {
    const script = exec({
      argv: ['/bin/sh', './s'],
      exe: '/usr/bin/dash',
      files: ['./s', '/bin/sh', LINKER],
    });
    expect(evidence(script, alone('./hard ./p', { files: [sameFile('./hard')] }))).toEqual(['inode glibc']);
  });

  it('not once an ordinary program has that inode', () => {
    const reused = dynamic('/usr/bin/new', { files: [sameFile('/usr/bin/new'), '/lib64/ld-other.so.2'] });
    expect(evidence(dynamic('/bin/ls'), reused, alone('./x ./p', { files: [sameFile('./x')] }))).toEqual([]);
  });

  it('not when no program has named it for a day', () => {
    const link = (time: number) => alone('./x ./p', { files: [sameFile('./x')], time });
    const day = 24 * 3_600_000;
    expect(evidence(dynamic('/bin/ls'), link(T0 + day - 1))).toEqual(['inode glibc']);
    expect(evidence(dynamic('/bin/ls'), link(T0 + day))).toEqual([]);
  });

  it('not of a system’s program that someone’s program names as its linker', () => {
    const named = dynamic('/tmp/p', { files: ['/tmp/p', '/usr/bin/busybox'] });
    expect(evidence(named, alone('/usr/bin/busybox ls /tmp'))).toEqual([]);
  });

  it('not on another host', () => {
    const hard = alone('./hard ./p', { files: [sameFile('./hard')], host: 'host-2' });
    expect(evidence(dynamic('/bin/ls'), hard)).toEqual([]);
  });
});

describe('evidence: known copy', () => {
  const copy = dynamic(`/usr/bin/cp ${LINKER} /home/user/x`);

  it('the file that a command made from a loader', () => {
    const finding = executions(copy, alone('/home/user/x ./p'))[0];
    expect(finding).toMatchObject({
      loader: { evidence: 'known-copy', family: 'glibc', path: '/home/user/x' },
    });
    expect(finding?.relatedEventIds).toEqual([copy.sourceEventId]);
  });

  it('by a relative name, and whatever argv[0] says', () => {
    expect(evidence(copy, alone('./x ./p'))).toEqual(['known-copy glibc']);
    expect(evidence(copy, exec({ argv: ['sshd', './p'], files: ['./x'] }))).toEqual(['known-copy glibc']);
  });

  it('moved on', () => {
    const moved = dynamic('/usr/bin/mv x /tmp/y');
    expect(evidence(copy, moved, alone('/tmp/y ./p'))).toEqual(['known-copy glibc']);
  });

  it('linked, once it was executed by its own name', () => {
    const hard = alone('/tmp/hard ./p', { files: [{ name: '/tmp/hard', identity: identityOf('./x') }] });
    expect(evidence(copy, hard)).toEqual([]);
    expect(evidence(copy, alone('./x ./p'), hard)).toEqual(['known-copy glibc', 'known-copy glibc']);
  });

  it('not once an ordinary program is executed there', () => {
    expect(evidence(copy, dynamic('/home/user/x'), alone('/home/user/x ./p'))).toEqual([]);
  });

  it('not of a command that copies something else', () => {
    expect(evidence(dynamic('/usr/bin/cp /bin/true /home/user/x'), alone('/home/user/x ./p'))).toEqual([]);
  });
});

describe('evidence: options', () => {
  it.each([
    ['--library-path /tmp ./p', 'glibc'],
    ['--inhibit-cache ./p', 'glibc'],
    ['--argv0 sshd ./p', 'glibc'],
    ['--library-path=/tmp ./p', 'musl'],
  ])('that only a loader has: %s', (words, family) => {
    expect(evidence(alone(`/tmp/x ${words}`))).toEqual([`options ${family}`]);
  });

  it('not on a program that names a linker', () => {
    expect(evidence(dynamic('/tmp/x --library-path /tmp ./p'))).toEqual([]);
  });

  it('not by options that many programs have', () => {
    expect(
      evidence(alone('/tmp/x --verify ./p'), alone('/tmp/x --list ./p'), alone('/tmp/x --preload a ./p')),
    ).toEqual([]);
  });
});
