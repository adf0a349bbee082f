/** What the reasons do to the severity: some lower it, some pin it, some limit it. */
import { describe, expect, it } from 'vitest';
import { alone, dynamic, exec, LINKER, LOADER, loader } from './exec.ts';
import { execution } from './run.ts';

const copy = dynamic(`/bin/cp ${LINKER} /usr/local/bin/x`);

describe('the severity', () => {
  it.each([
    // Critical, unless something lowers it.
    ['critical', './p'],
    ['critical', '/home/user/.p'],
    ['critical', '-- ./p'],
    ['critical', '--argv0 sshd ./p'],
    // Lowered …
    ['high', '/bin/true'],
    ['high', '--library-path /usr/lib /usr/bin/id'],
    ['high', '--argv0 x /bin/true'],
    ['high', '-- /bin/true'],
    ['medium', 'libc.so.6'],
    // … but not where something pins it.
    ['critical', '--preload /usr/lib/a.so /bin/true'],
    ['critical', '--audit /usr/lib/a.so /bin/true'],
    ['critical', '--audit /usr/lib/a.so --list /bin/true'],
    ['critical', '--library-path /tmp /bin/true'],
    ['critical', '--library-path /tmp libc.so.6'],
    ['critical', '/bin/bash'],
    ['critical', '/usr/bin/busybox sh'],
    ['critical', '/proc/self/fd/3'],
    ['critical', '/tmp/p'],
    ['critical', '/memfd:x'],
  ])('is %s for %s', (severity, words) => {
    expect(execution(loader(words)).severity).toBe(severity);
  });

  it.each([
    ['critical', 'a forged name', loader('', { argv: ['sshd', '/bin/true'] })],
    ['critical', 'a loader that was deleted', loader('/bin/true', { deleted: true })],
    [
      'critical',
      'a loader that everyone can write',
      loader('/bin/true', { files: [{ name: LINKER, mode: 0o100777 }] }),
    ],
    ['critical', 'a loader of a user’s', loader('/bin/true', { files: [{ name: LINKER, ownerUid: 1000 }] })],
    ['medium', 'arguments that were lost', loader('', { fidelity: 'none' })],
    [
      'medium',
      'arguments that were lost, and a deleted loader',
      loader('', { fidelity: 'none', deleted: true }),
    ],
    ['medium', 'an argument that was lost', exec({ argv: [LINKER, null], exe: LOADER, files: [LINKER] })],
  ])('is %s for %s', (severity, _what, event) => {
    expect(execution(event).severity).toBe(severity);
  });

  it('is critical for a copy, even of the system’s and for a system’s program', () => {
    expect(execution(copy, alone('/usr/local/bin/x /bin/true')).severity).toBe('critical');
  });

  it('is high for circumstances, whatever pins it', () => {
    expect(execution(dynamic(`/bin/cat ${LINKER}`), alone('/tmp/x /tmp/p')).severity).toBe('high');
    expect(
      execution(dynamic(`/bin/cat ${LINKER}`), alone('/tmp/x --library-path=/tmp /tmp/p')).severity,
    ).toBe('critical');
  });
});
