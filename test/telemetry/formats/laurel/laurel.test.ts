import { describe, expect, it } from 'vitest';
import { goldenCases, readLines } from '../golden.ts';
import { ORDINARY } from '../ordinary.ts';

describe('what laurel wrote is read as it was meant', () => {
  it.each(goldenCases('laurel', { ...ORDINARY, format: 'laurel' }))(
    '$name: $shows',
    ({ lines, events, unused }) => {
      expect(readLines(lines)).toEqual({ events, unused });
    },
  );
});
