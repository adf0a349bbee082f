import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { matchesPattern } from '../../shared/incident/suppression.ts';

describe('a pattern', () => {
  it.each([
    ['/opt/app/run', '/opt/app/run'],
    ['/opt/app/*', '/opt/app/run'],
    ['/opt/app/*', '/opt/app/'],
    ['/opt/*/run', '/opt/a/b/run'],
    ['*run', 'run'],
    ['*', ''],
    ['a*b*c', 'a-b-b-c'],
    ['a*b*b', 'abb'],
    ['**', 'x'],
  ])('%s fits %s', (pattern, text) => {
    expect(matchesPattern(pattern, text)).toBe(true);
  });

  it.each([
    ['/opt/app/run', '/opt/app/run2'],
    ['/opt/app/run', '/OPT/app/run'],
    ['/opt/app/*', '/opt/application'],
    ['/opt/*/run', '/opt/run'],
    ['*run', '/opt/run/x'],
    ['aba*aba', 'aba'],
    ['a*b*b', 'ab'],
    ['/opt/a.p', '/opt/aXp'],
    ['[a-z]?', 'ab'],
    ['', 'x'],
  ])('%s does not fit %s', (pattern, text) => {
    expect(matchesPattern(pattern, text)).toBe(false);
  });

  it('fits as the same regular expression would', () => {
    const text = (alphabet: string, maxLength: number) =>
      fc.string({ unit: fc.constantFrom(...alphabet), maxLength });
    fc.assert(
      fc.property(text('ab*', 6), text('ab', 10), (pattern, value) => {
        const reference = new RegExp(`^${pattern.replaceAll('*', '.*')}$`);
        expect(matchesPattern(pattern, value)).toBe(reference.test(value));
      }),
      { numRuns: 2000 },
    );
  });

  it('fits what was put in the place of its stars', () => {
    fc.assert(
      fc.property(
        fc.array(fc.string({ unit: 'binary', maxLength: 5 }), { minLength: 2, maxLength: 6 }),
        (parts) => {
          const [first = '', ...more] = parts.map((part) => part.replaceAll('*', ''));
          const value = more.reduce((text, part, index) => `${text}${'.'.repeat(index)}${part}`, first);
          expect(matchesPattern([first, ...more].join('*'), value)).toBe(true);
        },
      ),
    );
  });

  it.each([
    ['a*a*a*a*', 'a'],
    [`${'a*'.repeat(250)}b`, 'a'],
    ['*a*b*a*b*c', 'ab'],
  ])('%s costs no more than its text is long, whoever wrote that', (pattern, part) => {
    const begun = performance.now();
    matchesPattern(pattern, part.repeat(1_000_000));
    expect(performance.now() - begun).toBeLessThan(500);
  });
});
