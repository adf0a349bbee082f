/** A file of unknown making that acts like a loader: what makes it one, and what clears it. */
import { describe, expect, it } from 'vitest';
import type { ExecEvent } from '../../shared/telemetry/exec-event.ts';
import { alone, dynamic, type ExecParts, exec, LINKER, T0 } from './exec.ts';
import { executions } from './run.ts';

const evidence = (...events: readonly ExecEvent[]) =>
  executions(...events).map((found) => found.loader.evidence);
const reading = (line = `/usr/bin/cat ${LINKER}`, more: ExecParts = {}) => dynamic(line, more);
const unknown = (more: ExecParts = {}) => alone('/home/user/x ./p', { time: T0 + 1_000, ...more });

describe('a file from memory', () => {
  const memfd = (argv: string[]) => exec({ argv, exe: '/memfd:x', memfd: true, deleted: true, files: [''] });

  it('that is given a program is taken for a loader', () => {
    expect(evidence(memfd(['ls', './p', 'x']))).toEqual(['memory']);
  });

  it.each([[['ls']], [['ls', 'p']], [['ls', '-x']]])('that is given none is not: %j', (argv) => {
    expect(evidence(memfd(argv))).toEqual([]);
  });

  it('that names a linker of its own is not', () => {
    const event = exec({
      argv: ['ls', './p'],
      exe: '/memfd:x',
      memfd: true,
      deleted: true,
      files: ['', LINKER],
    });
    expect(evidence(event)).toEqual([]);
  });
});

describe('a static file, after its login read a loader’s bytes', () => {
  it.each([
    `/usr/bin/cat ${LINKER}`,
    `/usr/bin/base64 ${LINKER}`,
    `/usr/bin/python3 -c open("${LINKER}").read()`,
    `/usr/bin/tar cf x.tar ${LINKER}`,
    `/usr/bin/curl -o x file://${LINKER}`,
    '/usr/bin/xxd /lib/ld-musl-x86_64.so.1',
  ])('is taken for a loader: %s', (line) => {
    expect(evidence(reading(line), unknown())).toEqual(['circumstances']);
  });

  it('tells which command that was', () => {
    const read = reading();
    const [finding] = executions(read, unknown());
    expect(finding?.relatedEventIds).toEqual([read.sourceEventId]);
    expect(finding?.reasons.find(({ id }) => id === 'loader-renamed')?.text).toContain('cat');
  });

  it.each([
    ['before', [unknown({ time: T0 - 1 })], reading()],
    ['of another login', [reading(undefined, { user: { session: 9 } })], unknown()],
    ['too long ago', [reading(undefined, { time: T0 - 20 * 60_000 })], unknown()],
    ['of another file', [reading('/usr/bin/cat /etc/passwd')], unknown()],
    ['of another file', [reading('/usr/bin/cat /etc/ld.so.conf')], unknown()],
    ['by a command that only names it', [reading(`/usr/bin/ls -l ${LINKER}`)], unknown()],
    ['without a program to run', [reading()], unknown({ argv: ['/home/user/x', 'status'] })],
    ['but the file names a linker', [reading()], unknown({ files: ['/home/user/x', LINKER] })],
    ['but the file is the system’s', [reading()], alone('/usr/bin/static ./p', { time: T0 + 1 })],
    ['but the file was built there', [reading(), dynamic('/usr/bin/ld -o /home/user/x x.o')], unknown()],
    [
      'but the file was built there',
      [reading(), dynamic('/usr/bin/x86_64-linux-gnu-ld.bfd -static -o x x.o')],
      unknown(),
    ],
    [
      'but the file is a copy of a system’s program',
      [reading(), dynamic('/usr/bin/cp /usr/bin/busybox x')],
      unknown(),
    ],
  ])('is not: %s', (_why, before, event) => {
    expect(evidence(...before, event)).toEqual([]);
  });
});

describe('a static file in /tmp that is given a program in /tmp', () => {
  const wrapped = alone('/tmp/x /tmp/p', { time: T0 + 1_000 });

  it('is taken for a loader where that program names one', () => {
    expect(evidence(dynamic('/tmp/p'), wrapped)).toEqual(['circumstances']);
    expect(evidence(dynamic('/usr/bin/cp /bin/ls /tmp/p'), wrapped)).toEqual(['circumstances']);
    expect(evidence(dynamic('/usr/bin/ld -o /tmp/p x.o'), wrapped)).toEqual(['circumstances']);
  });

  it('is not where nothing is known of the program', () => {
    expect(evidence(wrapped)).toEqual([]);
  });

  it('is not where either lies elsewhere', () => {
    expect(evidence(dynamic('/home/user/p'), alone('/tmp/x /home/user/p'))).toEqual([]);
    expect(evidence(dynamic('/tmp/p'), alone('/home/user/x /tmp/p'))).toEqual([]);
  });
});
