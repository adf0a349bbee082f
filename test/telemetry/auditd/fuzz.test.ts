import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseRecordHeader } from '../../../shared/telemetry/auditd/record-header.ts';
import { decodeBytes, decodeHex } from '../../../shared/telemetry/byte-string.ts';
import { correlate } from './golden.ts';
import { damagedLog, nonsense } from './nonsense.ts';
import { expectSane } from './sane.ts';

const REASONS = ['unknown', 'interpreted', 'other-record', 'no-execution', 'late-or-repeated'];
const TYPES = ['SYSCALL', 'EXECVE', 'CWD', 'PATH', 'other'];

function expectRead(lines: readonly string[]): void {
  const { events, unused } = correlate(lines);
  for (const event of events) expectSane(event);
  for (const reason of Object.values(unused)) expect(REASONS).toContain(reason);
}

describe('whatever comes is read without an error', () => {
  it('any text', () => {
    fc.assert(fc.property(fc.array(nonsense, { maxLength: 20 }), expectRead), { numRuns: 1000 });
  });

  it('damaged records', () => {
    fc.assert(fc.property(damagedLog, expectRead), { numRuns: 2000 });
  });

  it('any text as the head of a record', () => {
    const lines = nonsense.chain((text) =>
      fc.constantFrom(text, `type=${text}`, `type=EXECVE msg=audit(${text}`),
    );
    fc.assert(
      fc.property(lines, (line) => {
        const header = parseRecordHeader(line);
        if (header === null) return;
        expect(TYPES).toContain(header.type);
        if (header.type === 'other') return;
        expect(header.eventId).toMatch(/^\d+\.\d+:\d+$/);
        expect(header.body).toBeLessThanOrEqual(line.length);
      }),
      { numRuns: 2000 },
    );
  });

  it('any text as hex, any bytes as text', () => {
    fc.assert(fc.property(nonsense, (text) => decodeHex(text) === null || text.length % 2 === 0));
    fc.assert(
      fc.property(fc.uint8Array(), (bytes) => decodeBytes(Buffer.from(bytes)).length <= bytes.length),
    );
  });
});
