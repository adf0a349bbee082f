import { expect, it } from 'vitest';
import { compareSeverity, milder, SEVERITIES } from '../../shared/detection/severity.ts';

it('severities are ordered from info to critical', () => {
  expect(SEVERITIES.toReversed().toSorted(compareSeverity)).toEqual([
    'info',
    'low',
    'medium',
    'high',
    'critical',
  ]);
});

it('the milder of two is the same from either side', () => {
  expect(milder('low', 'critical')).toBe('low');
  expect(milder('critical', 'low')).toBe('low');
  expect(milder('high', 'high')).toBe('high');
});
