import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { BoundedMap } from '../shared/bounded-map.ts';

describe('a bounded map', () => {
  it('forgets the entry that was set longest ago', () => {
    const map = new BoundedMap<string, number>(2);
    map.set('a', 1);
    map.set('b', 2);
    map.set('a', 3);
    map.set('c', 4);
    expect([...map.values()]).toEqual([3, 4]);
    expect(map.has('b')).toBe(false);
    expect(map.get('a')).toBe(3);
  });

  it('is not made younger by being read', () => {
    const map = new BoundedMap<string, number>(1);
    map.set('a', 1);
    map.get('a');
    map.set('b', 2);
    expect(map.get('a')).toBeUndefined();
  });

  it('has room again for what was deleted', () => {
    const map = new BoundedMap<string, number>(2);
    map.set('a', 1);
    map.set('b', 2);
    map.delete('b');
    map.set('c', 3);
    expect([...map.values()]).toEqual([1, 3]);
  });

  it('holds the youngest entries, never more than its capacity', () => {
    const keys = fc.array(fc.integer({ min: 0, max: 20 }), { maxLength: 100 });
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 10 }), keys, (capacity, row) => {
        const map = new BoundedMap<number, number>(capacity);
        for (const key of row) map.set(key, key);
        const youngest = [...new Set(row.toReversed())].slice(0, capacity).toReversed();
        expect([...map.values()]).toEqual(youngest);
      }),
    );
  });

  it('gives back the oldest, whatever was set, deleted and taken before', () => {
    const step = fc.oneof(
      { weight: 4, arbitrary: fc.record({ set: fc.integer({ min: 0, max: 12 }) }) },
      { weight: 1, arbitrary: fc.record({ delete: fc.integer({ min: 0, max: 12 }) }) },
      { weight: 2, arbitrary: fc.constant('take' as const) },
    );
    fc.assert(
      fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
        const map = new BoundedMap<number, number>(100);
        let expected: number[] = [];
        for (const one of steps) {
          if (one === 'take') {
            expect(map.takeOldest()).toBe(expected.shift());
          } else if ('set' in one) {
            map.set(one.set, one.set);
            expected = [...expected.filter((key) => key !== one.set), one.set];
          } else {
            map.delete(one.delete);
            expected = expected.filter((key) => key !== one.delete);
          }
        }
        expect([...map.values()]).toEqual(expected);
      }),
    );
  });
});
