import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Fingerprint } from '../../shared/incident/fingerprint.ts';
import { incidentId, windowOf } from '../../shared/incident/window.ts';
import { DAY, T0 } from './findings.ts';

const HOUR = 3_600_000;
const A = '0123456789abcdef0123' as Fingerprint;
const B = 'fedcba98765432100123' as Fingerprint;

const fingerprint = fc
  .string({ unit: fc.constantFrom(...'0123456789abcdef'), minLength: 20, maxLength: 20 })
  .map((text) => text as Fingerprint);
/** As far as an audit record's twelve digits of seconds go, and as far before 1970. */
const time = fc.integer({ min: -1_000_000_000_000_000, max: 1_000_000_000_000_000 });
const length = fc.integer({ min: 1, max: 168 }).map((hours) => hours * HOUR);

describe('windows', () => {
  it('hold every time in exactly one, which has its whole length', () => {
    fc.assert(
      fc.property(fingerprint, time, length, (of, at, long) => {
        const { from, to } = windowOf(of, at, long);
        expect(from).toBeLessThanOrEqual(at);
        expect(to).toBeGreaterThan(at);
        expect(to - from).toBe(long);
      }),
    );
  });

  it('follow on one another without a gap or an overlap', () => {
    fc.assert(
      fc.property(fingerprint, time, length, (of, at, long) => {
        const { from, to } = windowOf(of, at, long);
        expect(windowOf(of, from, long)).toEqual({ from, to });
        expect(windowOf(of, to - 1, long)).toEqual({ from, to });
        expect(windowOf(of, to, long).from).toBe(to);
        expect(windowOf(of, from - 1, long).to).toBe(from);
      }),
    );
  });

  it('of two behaviours begin at different times: not everything is told again at once', () => {
    expect(windowOf(A, T0, DAY).from).not.toBe(windowOf(B, T0, DAY).from);
  });
});

describe('the id of an incident', () => {
  const idAt = (of: Fingerprint, at: number, long = DAY) => incidentId(of, windowOf(of, at, long));

  it('is the same for all times of a window', () => {
    const { from, to } = windowOf(A, T0, DAY);
    expect(idAt(A, from)).toBe(idAt(A, to - 1));
  });

  it.each([
    ['the next window', idAt(A, T0 + DAY)],
    ['another behaviour', idAt(B, T0)],
    ['windows of another length', idAt(A, T0, DAY / 2)],
  ])('is another for %s', (_name, other) => {
    expect(other).not.toBe(idAt(A, T0));
  });

  it('is letters, digits and hyphens, and short, whatever the time', () => {
    fc.assert(
      fc.property(fingerprint, time, length, (of, at, long) => {
        expect(idAt(of, at, long)).toMatch(/^[\da-f]{20}-\d{1,3}h--?[\da-z]{1,12}$/);
      }),
    );
  });
});
