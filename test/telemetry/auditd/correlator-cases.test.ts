import { describe, expect, it } from 'vitest';
import { correlate, goldenCases } from './golden.ts';

describe('what auditd wrote is read as it was meant', () => {
  it.each(goldenCases())('$name: $shows', ({ lines, events, unused }) => {
    expect(correlate(lines)).toEqual({ events, unused });
  });
});
