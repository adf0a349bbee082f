/** The same log, delivered otherwise, gives the same alerts. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LineSplitter } from '../../cli/scan/lines.ts';
import { alertsOf, readLines, readLog } from './recordings.ts';

const lines = readLines('recorded');
const expected = alertsOf(lines);
const eventOf = (line: string): string => /msg=audit\(([^)]*)\)/.exec(line)?.[1] ?? line;

/** Puts lines in another order, each event's own in theirs: at every step a random open event goes on. */
function interleaved(all: readonly string[], width: number, pick: (below: number) => number): string[] {
  const events = [...Map.groupBy(all, eventOf).values()].map((event) => [...event]);
  const open = events.splice(0, width);
  const out: string[] = [];
  while (open.length > 0) {
    const at = pick(open.length);
    const next = open[at]?.shift();
    if (next !== undefined) out.push(next);
    else open.splice(at, 1, ...events.splice(0, 1));
  }
  return out;
}

/** A small generator of numbers from a seed (mulberry32), so that a failure can be run again. */
function numbers(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below;
  };
}

describe('the same alerts come', () => {
  it('when the file is cut at any byte into pieces', () => {
    const bytes = readLog('recorded');
    const cuts = fc.uniqueArray(fc.nat(bytes.length), { minLength: 1, maxLength: 200 });
    fc.assert(
      fc.property(cuts, (places) => {
        const pieces: string[] = [];
        const splitter = new LineSplitter((line) => void pieces.push(line));
        let from = 0;
        for (const place of [...places.toSorted((a, b) => a - b), bytes.length]) {
          splitter.push(bytes.subarray(from, place));
          from = place;
        }
        splitter.flush();
        expect(alertsOf(pieces)).toEqual(expected);
      }),
      { numRuns: 25 },
    );
  });

  it('when lines of different events are interleaved at random', () => {
    fc.assert(
      fc.property(fc.integer(), fc.integer({ min: 2, max: lines.length }), (seed, width) => {
        expect(alertsOf(interleaved(lines, width, numbers(seed)))).toEqual(expected);
      }),
      { numRuns: 40 },
    );
  });

  it('when all lines are shuffled', () => {
    fc.assert(
      fc.property(fc.integer(), (seed) => {
        const pick = numbers(seed);
        const shuffled = lines.map((line) => ({ line, key: pick(2 ** 31) })).sort((a, b) => a.key - b.key);
        expect(alertsOf(shuffled.map(({ line }) => line))).toEqual(expected);
      }),
      { numRuns: 25 },
    );
  });

  it('when lines are repeated, at once or later', () => {
    fc.assert(
      fc.property(fc.integer(), (seed) => {
        const pick = numbers(seed);
        const repeated: string[] = [];
        for (const [index, line] of lines.entries()) {
          repeated.push(line);
          const earlier = lines[pick(index + 1)];
          if (pick(3) === 0 && earlier !== undefined) repeated.push(earlier);
        }
        expect(alertsOf(repeated)).toEqual(expected);
      }),
      { numRuns: 25 },
    );
  });

  it('when the whole log comes twice', () => {
    expect(alertsOf([...lines, ...lines])).toEqual(expected);
  });

  it('in the long recording too, interleaved a thousand events wide and with repetitions', () => {
    const long = readLines('extended');
    const mixed = interleaved(long, 1000, numbers(1));
    const repeated = mixed.flatMap((line, index) => (index % 7 === 0 ? [line, line] : [line]));

    expect(alertsOf(repeated)).toEqual(alertsOf(long));
  });
});
