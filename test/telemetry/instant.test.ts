import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { instantOfNanoseconds, parseInstant } from '../../shared/telemetry/instant.ts';

const T = 1_771_085_986_953;

describe('a moment', () => {
  it.each([
    ['2026-02-14T16:19:46.953Z', T, 0],
    ['2026-02-14T16:19:46.953221Z', T, 221_000],
    ['2026-02-14T16:19:46.953221417Z', T, 221_417],
    ['2026-02-14T16:19:46Z', 1_771_085_986_000, 0],
    ['2026-02-14T17:19:46.953+01:00', T, 0],
    ['2026-02-14T11:19:46.953-0500', T, 0],
    ['2026-02-14 16:19:46.953', T, 0],
    ['2026-02-14t16:19:46,953z', T, 0],
    ['2024-02-29T00:00:00Z', 1_709_164_800_000, 0],
  ])('is read: %s', (text, time, nanoseconds) => {
    expect(parseInstant(text)).toEqual({ time, nanoseconds });
  });

  it.each([
    '',
    'soon',
    '2026-13-01T00:00:00Z',
    '2026-02-14T25:00:00Z',
    '2026-02-14T16:60:00Z',
    '2026-02-14',
    '0x7e',
  ])('is none: %s', (text) => {
    expect(parseInstant(text)).toBe(null);
  });

  it('is the same, however many digits it has', () => {
    const date = fc.date({ min: new Date(0), max: new Date('2100-01-01'), noInvalidDate: true });
    fc.assert(
      fc.property(date, fc.nat(999_999), (at, nanoseconds) => {
        const text = at.toISOString().replace('Z', `${String(nanoseconds).padStart(6, '0')}Z`);

        expect(parseInstant(text)).toEqual({ time: at.getTime(), nanoseconds });
        expect(parseInstant(at.toISOString())).toEqual({ time: at.getTime(), nanoseconds: 0 });
      }),
    );
  });

  it('in nanoseconds is too large for a number, and taken apart', () => {
    expect(instantOfNanoseconds('1771085986953221417')).toEqual({ time: T, nanoseconds: 221_417 });
    expect(instantOfNanoseconds('12')).toBe(null);
    expect(instantOfNanoseconds('1771085986953221417x')).toBe(null);
  });
});
