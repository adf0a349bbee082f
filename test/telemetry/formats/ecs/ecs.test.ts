import { describe, expect, it } from 'vitest';
import { goldenCases, readLines } from '../golden.ts';
import { ORDINARY } from '../ordinary.ts';

describe('what the agents of Elastic wrote is read as it was meant', () => {
  it.each(goldenCases('ecs', { ...ORDINARY, format: 'ecs' }))(
    '$name: $shows',
    ({ lines, events, unused }) => {
      expect(readLines(lines)).toEqual({ events, unused });
    },
  );
});
