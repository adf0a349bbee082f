import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { TimeBins } from '../../../../cli/scan/page/time-bins.ts';
import { SEVERITIES } from '../../../../shared/detection/severity.ts';

const T0 = 1_800_000_000_000;

describe('times', () => {
  it('of one moment are one step', () => {
    const bins = new TimeBins();
    bins.add(T0, 'high');
    bins.add(T0, 'low');

    expect(bins.length).toBe(1);
    expect(bins.filled()).toEqual([
      { index: 0, from: T0, counts: { info: 0, low: 1, medium: 0, high: 1, critical: 0 } },
    ]);
  });

  it('of a day are in steps of a quarter of an hour', () => {
    const bins = new TimeBins();
    for (let minute = 0; minute < 1440; minute += 7) bins.add(T0 + minute * 60_000, 'info');

    expect(bins.width).toBe(900_000);
    expect(bins.length).toBe(96);
  });

  it('are all counted, in few steps, whatever they are and in whatever order they come', () => {
    const time = fc.oneof(fc.integer({ min: T0, max: T0 + 100_000 }), fc.nat({ max: 999_999_999_999_999 }));
    fc.assert(
      fc.property(fc.array(fc.tuple(time, fc.constantFrom(...SEVERITIES)), { minLength: 1 }), (things) => {
        const [bins, backwards] = [new TimeBins(), new TimeBins()];
        for (const [at, severity] of things) bins.add(at, severity);
        for (const [at, severity] of things.toReversed()) backwards.add(at, severity);

        const filled = bins.filled();
        const total = filled
          .flatMap(({ counts }) => Object.values(counts))
          .reduce((sum, one) => sum + one, 0);
        expect(total).toBe(things.length);
        expect(bins.length).toBeLessThanOrEqual(96);
        expect(filled.at(-1)?.index).toBe(bins.length - 1);
        expect(backwards.filled()).toEqual(filled);
      }),
    );
  });
});
