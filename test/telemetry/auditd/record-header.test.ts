import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseRecordHeader } from '../../../shared/telemetry/auditd/record-header.ts';

const ID = '1771085986.953:31';

/** What stands behind the head. */
function bodyOf(line: string): string | null {
  const header = parseRecordHeader(line);
  return header === null || header.type === 'other' ? null : line.slice(header.body).trimStart();
}

describe('parseRecordHeader', () => {
  it.each([
    ['type=SYSCALL msg=audit(1771085986.953:31): arch=1', 'SYSCALL', ''],
    ['type=EXECVE msg=audit(1771085986.953:31): arch=1', 'EXECVE', ''],
    ['type=CWD msg=audit(1771085986.953:31):  arch=1', 'CWD', ''],
    ['type=PATH msg=audit(1771085986.953:31):arch=1', 'PATH', ''],
    ['type=1309 audit(1771085986.953:31): arch=1', 'EXECVE', ''],
    ['type=UNKNOWN[1300] msg=audit(1771085986.953:31): arch=1', 'SYSCALL', ''],
    ['node=alpha type=PATH msg=audit(1771085986.953:31): arch=1', 'PATH', 'alpha'],
    ['node=2001:db8::5 type=PATH msg=audit(1771085986.953:31): arch=1', 'PATH', '2001:db8::5'],
    ['audit: type=1300 audit(1771085986.953:31): arch=1', 'SYSCALL', ''],
    ['kernel: [  12.345] audit: type=1300 audit(1771085986.953:31): arch=1', 'SYSCALL', ''],
    ['<5>Feb 14 16:19:46 web-1 audispd: node=a type=CWD msg=audit(1771085986.953:31): arch=1', 'CWD', 'a'],
  ])('reads %s', (line, type, node) => {
    expect(parseRecordHeader(line)).toMatchObject({ type, node, eventId: ID });
    expect(bodyOf(line)).toBe('arch=1');
  });

  it.each(['PROCTITLE', 'EOE', 'PATHS', 'SYSCAL', 'UNKNOWN[1337]', '1337', 'UNKNOWN[1320]'])(
    'tells no more of a %s record than that it is another one',
    (type) => {
      const line = `type=${type} msg=audit(${ID}): arch=1`;
      for (const variant of [line, `  ${line}`, `node=alpha ${line}`, `audit: ${line}`])
        expect(parseRecordHeader(variant)).toEqual({ type: 'other' });
    },
  );

  it.each([
    'x type=SYSCALL msg=audit(1771085986.953:31): arch=1',
    'xtype=SYSCALL msg=audit(1771085986.953:31): arch=1',
    'type=SYSCALL  msg=audit(1771085986.953:31): arch=1',
    'type=SYSCALL msg=audit(1771085986.953:31) : arch=1',
    'type=SYSCALL msg=audit(1771085986:31.953): arch=1',
    'type=SYSCALL msg=audit(1771085986.:31): arch=1',
    'type=SYSCALL msg=audit(.953:31): arch=1',
    'type=SYSCALL msg=audit(1771085986.953:): arch=1',
    'type=SYSCALL msg=audit(-1.953:31): arch=1',
    'type=SYSCALL msg=audit(1771085986.9531:31): arch=1',
    'Type=SYSCALL msg=audit(1771085986.953:31): arch=1',
    'node=a b type=SYSCALL msg=audit(1771085986.953:31): arch=1',
    'node= type=SYSCALL msg=audit(1771085986.953:31): arch=1',
    'Feb 14 16:19:46 web-1 sshd: type=SYSCALL msg=audit(1771085986.953:31): arch=1',
    'Feb 14 16:19:46 web-1 my audispd: type=SYSCALL msg=audit(1771085986.953:31): arch=1',
    'audit: x: type=SYSCALL msg=audit(1771085986.953:31): arch=1',
  ])('refuses %s', (line) => {
    expect(parseRecordHeader(line)).toBeNull();
  });

  it('reads a head behind blanks, where it takes the long way, as one without', () => {
    const digits = fc.string({ unit: fc.constantFrom(...'0123456789.:-'), maxLength: 8 });
    const type = fc.constantFrom('SYSCALL', 'EXECVE', 'PATH', 'CWD', 'UNKNOWN[1309]', '1300');
    const head = fc.tuple(type, digits).map(([name, id]) => `type=${name} msg=audit(1${id}.1:1): x=1`);
    fc.assert(
      fc.property(head, (line) => {
        const short = parseRecordHeader(line);
        const long = parseRecordHeader(`  ${line}`);
        expect(long && { ...long, body: 0 }).toEqual(short && { ...short, body: 0 });
        expect(bodyOf(`  ${line}`)).toBe(bodyOf(line));
      }),
    );
  });

  it('takes the same for an expected id as without one', () => {
    const line = `type=CWD msg=audit(${ID}): cwd="/"`;
    for (const before of [ID, ID.slice(0, -1), `${ID}0`, '1771085986.953:32']) {
      const header = parseRecordHeader(`type=CWD msg=audit(${before}): cwd="/"`);
      if (header === null || header.type === 'other') throw new Error('the record before was not read');
      expect(parseRecordHeader(line, header)).toEqual(parseRecordHeader(line));
    }
  });
});
