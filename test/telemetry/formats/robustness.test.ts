/** Whatever is done to a record of any format: no exception, and no event that claims more than the record has. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { executions } from './executions.ts';
import { readLines } from './golden.ts';
import { expectPlausible } from './plausible.ts';
import { RENDERERS } from './renderers.ts';

const formats = Object.entries(RENDERERS);

/** Keys that every object has without having them. */
const INHERITED = ['__proto__', 'constructor', 'toString', 'hasOwnProperty', 'valueOf'];

const strange = fc.oneof(
  fc.anything({ maxDepth: 2, key: fc.constantFrom(...INHERITED, 'name', 'value', '0') }),
  fc.constantFrom<unknown>(
    null,
    '',
    -1,
    1e308,
    2 ** 64,
    Number.NaN,
    [],
    {},
    '\ud800',
    'x'.repeat(100_000),
    Array.from({ length: 5000 }, () => 'y'),
    [[[[[[[[]]]]]]]],
    '9'.repeat(400),
    ...INHERITED,
  ),
);

/** Puts something else in place of the `place`-th value of a parsed record. */
function mutated(record: unknown, place: number, value: unknown): unknown {
  let count = 0;
  return JSON.parse(
    JSON.stringify(record, (_key, old: unknown) => (count++ === place ? (value ?? null) : old)) ?? 'null',
  );
}

describe.each(formats)('records of %s', (_name, render) => {
  it('that were cut anywhere tell nothing that they did not tell whole', () => {
    fc.assert(
      fc.property(executions, fc.double({ min: 0, max: 1, noNaN: true }), (event, where) => {
        const line = render(event);
        const [whole] = readLines([line]).events;

        const { events } = readLines([line.slice(0, Math.floor(line.length * where))]);

        for (const cut of events) {
          expectPlausible(cut);
          expect(cut.type).toBe('exec');
          if (cut.type !== 'exec' || whole?.type !== 'exec') continue;
          expect(cut.id).toBe(whole.id);
          expect([null, whole.pid]).toContain(cut.pid);
          if (cut.exe !== null) expect(cut.exe).toEqual(whole.exe);
          if (cut.argvFidelity === 'exact') expect(cut.argv).toEqual(whole.argv);
        }
      }),
      { numRuns: 60 },
    );
  });

  it('of which a value was replaced are read without an exception', () => {
    fc.assert(
      fc.property(executions, fc.nat(120), strange, (event, place, value) => {
        const line = render(event);
        if (!line.startsWith('{')) return;

        const { events } = readLines([JSON.stringify(mutated(JSON.parse(line), place, value))]);

        events.forEach(expectPlausible);
      }),
      { numRuns: 300 },
    );
  });

  it('of which characters were replaced are read without an exception', () => {
    fc.assert(
      fc.property(
        executions,
        fc.array(
          fc.tuple(
            fc.nat(5000),
            fc.constantFrom('"', '{', '}', '[', ':', ',', '<', '>', '&', '%', '0', '\ud800', ''),
          ),
          { maxLength: 5 },
        ),
        (event, changes) => {
          let line = render(event);
          for (const [at, character] of changes) line = line.slice(0, at) + character + line.slice(at + 1);

          readLines([line]).events.forEach(expectPlausible);
        },
      ),
      { numRuns: 200 },
    );
  });

  it('that come again are told once', () => {
    fc.assert(
      fc.property(executions, (event) => {
        const line = render(event);

        const { events, unused } = readLines([line, line]);

        expect(events.length).toBe(1);
        expect(unused).toEqual({ 2: 'late-or-repeated' });
      }),
      { numRuns: 20 },
    );
  });
});
