/** The severity table: when each reason appears, and what it does to the severity. */
import { describe, expect, it } from 'vitest';
import type { ExecEvent } from '../../shared/telemetry/exec-event.ts';
import { alone, dynamic, exec, LINKER, loader, MUSL } from './exec.ts';
import { execution, reasonsOf } from './run.ts';

const has = (id: string, ...events: readonly ExecEvent[]) => reasonsOf(execution(...events)).includes(id);
const techniques = (event: ExecEvent) => execution(event).techniques.map(({ id }) => id);
const copy = dynamic(`/bin/cp ${LINKER} /usr/local/bin/x`);

/** Reason, technique, an execution with it, one without it. */
const REASONS: readonly (readonly [string, string | null, ExecEvent, ExecEvent])[] = [
  ['run-through-loader', 'T1218', loader('./p'), loader('--audit /a.so --list ./p')],
  ['arguments-lost', 'T1218', loader('', { fidelity: 'none' }), loader('./p')],
  ['injected-library', 'T1574.006', loader('--preload /a.so ./p'), loader('--argv0 --preload ./p')],
  ['injected-library', 'T1574.006', loader('--audit /a.so ./p'), loader('./p --audit /a.so')],
  ['audit-while-listing', null, loader('--audit /a.so --list ./p'), loader('--audit /a.so ./p')],
  [
    'library-path-open-to-all',
    'T1574.006',
    loader('--library-path /l:/tmp ./p'),
    loader('--library-path /l ./p'),
  ],
  ['loader-in-memory', 'T1620', loader('./p', { deleted: true }), loader('./p')],
  ['program-without-a-name', 'T1620', loader('/proc/self/fd/3'), loader('/proc/x')],
  ['program-without-a-name', 'T1620', loader('/dev/fd/3'), loader('/dev/fdx/3')],
  ['program-without-a-name', 'T1620', loader('/dev/stdin'), loader('/tmp/stdin')],
  ['program-without-a-name', 'T1620', loader('/proc/77/root/bin/ls'), loader('/bin/ls')],
  ['program-open-to-all', null, loader('/tmp/p'), loader('/home/user/p')],
  ['program-open-to-all', null, loader('./p', { cwd: '/dev/shm' }), loader('./p')],
  ['program-open-to-all', null, loader('/usr/../tmp/p'), loader('/proc/self/fd/3')],
  ['program-hidden', 'T1564.001', loader('/home/user/.p'), loader('../p')],
  [
    'argv0-forged',
    'T1036.011',
    loader('', { argv: ['/usr/sbin/sshd', './p'] }),
    loader('', { argv: ['ld.so', './p'] }),
  ],
  ['program-renamed', 'T1036.011', loader('--argv0 sshd ./p'), loader('--argv0 /x/p ./p')],
  ['shell', 'T1059.004', loader('/bin/bash'), loader('/bin/bashful')],
  ['shell', 'T1059.004', loader('/usr/bin/busybox'), loader('/bin/true sh')],
  ['benign-family', null, loader('/tmp/.mount_a/p'), loader('/tmp/p')],
  ['system-program', null, loader('/bin/true'), loader('./p')],
  [
    'system-program',
    null,
    loader('--library-path /opt/l /bin/true'),
    loader('--library-path /srv/l /bin/true'),
  ],
  [
    'system-program',
    null,
    loader('--preload /usr/lib/a.so /bin/true'),
    loader('--preload /home/user/a.so /bin/true'),
  ],
  ['library-as-program', null, loader('libc.so.6'), loader('./libc.so.6')],
  ['library-as-program', null, loader('p'), alone(`${MUSL} p`)],
  ['version-dependent', null, loader('-- ./p'), loader('./p')],
  ['may-have-failed', null, loader('./p'), loader('', { fidelity: 'none' })],
];

describe.each(REASONS)('%s (%s)', (id, technique, event, other) => {
  it(`is given for ${event.argv.join(' ')}, and not for ${other.argv.join(' ')}`, () => {
    expect(has(id, event)).toBe(true);
    expect(has(id, other)).toBe(false);
    if (technique !== null) expect(techniques(event)).toContain(technique);
  });
});

describe('loader-renamed', () => {
  it.each([
    ['known copy', [copy, alone('/usr/local/bin/x ./p')]],
    [
      'inode',
      [
        dynamic('/bin/ls'),
        alone('/home/user/x ./p', { files: [{ name: 'x', identity: copy.files[1]?.identity ?? null }] }),
      ],
    ],
    ['options', [alone('/home/user/x --inhibit-cache ./p')]],
    ['memory', [exec({ argv: ['x', './p'], exe: '/memfd:x', memfd: true, files: [''] })]],
    ['circumstances', [dynamic(`/bin/cat ${LINKER}`), alone('/home/user/x ./p')]],
  ])('is given for evidence by %s', (_what, events) => {
    expect(has('loader-renamed', ...events)).toBe(true);
    expect(execution(...events).techniques.map(({ id }) => id)).toContain('T1036.003');
  });

  it('is not given where the name tells', () => {
    expect(has('loader-renamed', loader('./p'))).toBe(false);
  });
});

describe('likely-by-circumstances', () => {
  it('is given for nothing but circumstances', () => {
    expect(has('likely-by-circumstances', dynamic(`/bin/cat ${LINKER}`), alone('/home/user/x ./p'))).toBe(
      true,
    );
    expect(has('likely-by-circumstances', copy, alone('/usr/local/bin/x ./p'))).toBe(false);
  });
});
