import { describe, expect, it } from 'vitest';
import { RawRecords } from '../../../../cli/scan/page/raw-records.ts';

const record = (id: string, body: string, head = '') => `${head}type=EXECVE msg=audit(${id}): ${body}`;

function remembered(...lines: readonly string[]): RawRecords {
  const records = new RawRecords();
  for (const line of lines) records.line(line);
  return records;
}

describe('records of an event', () => {
  it('are found by host and id, as they stood in the log', () => {
    const here = record('1.001:1', 'a0="x"', 'node=a ');
    const records = remembered(
      here,
      record('1.001:1', 'a0="y"', 'node=b '),
      record('1.001:2', 'a0="z"', 'node=a '),
    );

    expect(records.of('a', '1.001:1')).toEqual({ eventId: '1.001:1', records: [here], more: 0 });
    expect(records.of('', '1.001:1')).toBeNull();
  });

  it('are taken out of JSON', () => {
    const line = record('1.001:1', 'a0="x"');

    expect(remembered(JSON.stringify({ log: line })).of('', '1.001:1')?.records).toEqual([line]);
  });

  it('are not what only imitates them inside an argument', () => {
    const line = record('1.001:1', 'a0="type=EXECVE msg=audit(1.001:2):"');

    expect(remembered(line).of('', '1.001:2')).toBeNull();
  });

  it('are cut where they are long, and counted where they are many', () => {
    const many = Array.from({ length: 30 }, (_, item) =>
      record('1.001:1', `a${item}=${'41'.repeat(100_000)}`),
    );
    const found = remembered(...many).of('', '1.001:1');

    expect([found?.records.length, found?.more]).toEqual([24, 6]);
    expect(found?.records[0]).toMatch(/^.{1500}… \(\d+ characters\)$/);
  });

  it('are forgotten, the oldest first, before they fill the memory', () => {
    const records = remembered(
      ...Array.from({ length: 9_000 }, (_, serial) => record(`1.001:${serial}`, 'a0="x"')),
    );

    expect(records.of('', '1.001:1')).toBeNull();
    expect(records.of('', '1.001:8999')).not.toBeNull();
  });
});
