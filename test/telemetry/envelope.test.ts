import { describe, expect, it } from 'vitest';
import type { ExecEvent } from '../../shared/telemetry/exec-event.ts';
import { readLines } from './formats/golden.ts';
import { renderLaurel } from './formats/laurel/render.ts';
import { ORDINARY } from './formats/ordinary.ts';

const laurel = renderLaurel(ORDINARY);
const told: ExecEvent = { ...ORDINARY, format: 'laurel' };

/** Records of one execution as journald has them (systemd, journald-audit.c). */
const journal = [
  'SYSCALL arch=c000003e syscall=59 success=yes exit=0 a0=1 a1=2 a2=3 a3=8 items=1 ppid=900 pid=1000 auid=1000 uid=1000 gid=1000 euid=1000 tty=pts0 ses=3 comm="x" exe="/usr/lib/x86_64-linux-gnu/ld-linux-x86-64.so.2" key="exec"',
  'EXECVE argc=2 a0="/lib64/ld-linux-x86-64.so.2" a1="./hello"',
  'CWD cwd="/home/user"',
  'PATH item=0 name="/lib64/ld-linux-x86-64.so.2" inode=338944 dev=fe:00 mode=0100755 ouid=0 ogid=0 rdev=00:00 nametype=NORMAL',
].map((MESSAGE, index) => ({
  _TRANSPORT: 'audit',
  _AUDIT_TYPE: String([1300, 1309, 1307, 1302][index]),
  _AUDIT_ID: '31',
  _SOURCE_REALTIME_TIMESTAMP: '1771085986953000',
  __REALTIME_TIMESTAMP: '1771085986960123',
  _BOOT_ID: 'b',
  MESSAGE,
}));

describe('an envelope', () => {
  it('is taken off as often as three times', () => {
    const twice = JSON.stringify({ log: JSON.stringify({ message: laurel }) });
    const thrice = JSON.stringify({ log: twice });
    const fourTimes = JSON.stringify({ message: thrice });

    expect(readLines([twice]).events).toEqual([told]);
    expect(readLines([thrice]).events).toEqual([told]);
    expect(readLines([fourTimes])).toEqual({ events: [], unused: { 1: 'unknown' } });
  });

  it('of an object leaves its numbers as long as they were written', () => {
    const inode = laurel.replace('"inode":338944', '"inode":18446744073709551557');
    const processed = `{"log":"x","log_processed":${inode},"inode":12345678901234567890}`;

    const [event] = readLines([processed]).events;

    expect(event).toMatchObject({ files: [{ identity: 'fe:00:18446744073709551557' }] });
  });

  it.each([
    ['a search result', `{"_index":"logs","_source":${laurel}}`],
    ["Splunk's collector, an object", `{"time":1,"host":"x","event":${laurel}}`],
    ["Splunk's collector, a text", JSON.stringify({ time: 1, event: laurel })],
    ['a text of several lines', JSON.stringify({ log: `starting\n${laurel}\n` })],
    ['bytes of a journal', JSON.stringify({ MESSAGE: [...Buffer.from(laurel)] })],
    ['a mark of JSON in syslog', `@cee: ${laurel}`],
    ['RFC 3164', `<134>Feb 14 16:19:46 host-1 laurel[7]: ${laurel}`],
    ['RFC 3164 with a time of RFC 3339', `2026-02-14T16:19:46.953+00:00 host-1 laurel: @cee: ${laurel}`],
    ['RFC 5424', `<134>1 2026-02-14T16:19:46.953Z host-1 laurel 7 - - ${laurel}`],
  ])('is taken off: %s', (_name, line) => {
    expect(readLines([line]).events).toEqual([told]);
  });

  it('is not what another program logged: strangers write that', () => {
    const lines = [
      `Feb 14 16:19:46 host-1 sshd[7]: Invalid user ${laurel}`,
      `GET /?q=${laurel}`,
      `laurel said: x ${laurel}`,
    ];

    expect(readLines(lines).events).toEqual([]);
  });
});

describe('audit records in a journal', () => {
  it('are put together by the id that journald keeps beside them', () => {
    const { events, unused } = readLines(journal.map((entry) => JSON.stringify(entry)));

    expect(unused).toEqual({});
    expect(events).toEqual([{ ...ORDINARY, host: '' }]);
  });

  it('have the name of the host that journald knows', () => {
    const [event] = readLines(
      journal.map((entry) => JSON.stringify({ ...entry, _HOSTNAME: 'host-1' })),
    ).events;

    expect(event).toMatchObject({ host: 'host-1', id: 'host-1|1771085986.953:31' });
  });

  it('can not be told from each other once the fields beside them were removed, and are counted', () => {
    // As Container Insights' Fluent Bit does with fields in capitals.
    const stripped = journal.map(({ MESSAGE }) =>
      JSON.stringify({ message: MESSAGE, host: 'host-1', az: 'a' }),
    );

    expect(readLines(stripped)).toEqual({
      events: [],
      unused: { 1: 'unknown', 2: 'unknown', 3: 'unknown', 4: 'unknown' },
    });
  });

  it.each([
    ['another transport', { _TRANSPORT: 'stdout' }],
    ['no id', { _AUDIT_ID: undefined }],
    ['no time', { _SOURCE_REALTIME_TIMESTAMP: undefined }],
    ['no digits', { _AUDIT_ID: '3x' }],
  ])('need all that tells them apart: %s', (_name, change) => {
    const { events } = readLines(journal.map((entry) => JSON.stringify({ ...entry, ...change })));

    expect(events).toEqual([]);
  });
});
