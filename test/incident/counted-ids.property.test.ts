/** What holds for whatever ids are counted, and whatever bytes are read. */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { CountedIds } from '../../shared/incident/counted-ids.ts';
import { T0 } from './findings.ts';

const id = fc.record({
  id: fc.string({ maxLength: 3 }),
  time: fc.oneof(fc.integer({ min: T0, max: T0 + 5 }), fc.double({ noNaN: true }), fc.maxSafeInteger()),
});
const batches = fc.array(fc.array(id, { maxLength: 20 }), { maxLength: 6 });
const trues = (answers: readonly boolean[]) => answers.filter(Boolean).length;
const keyOf = ({ id, time }: { id: string; time: number }) =>
  JSON.stringify([id, Math.min(Math.max(Math.floor(time), 0), 8.64e15)]);

it('each id counts once, in any order and any batches, remembered in between or not', () => {
  fc.assert(
    fc.property(batches, fc.infiniteStream(fc.boolean()), (row, remembers) => {
      let counted = CountedIds.empty();
      let count = 0;
      for (const batch of row) {
        count += trues(counted.add(batch));
        if (remembers.next().value) counted = CountedIds.decode(counted.encode());
      }
      expect(count).toBe(new Set(row.flat().map(keyOf)).size);
      expect(counted.size).toBe(count);
    }),
  );
});

it('what is remembered depends on the ids alone', () => {
  fc.assert(
    fc.property(fc.array(id, { maxLength: 40 }), fc.nat(), (ids, at) => {
      const inOne = CountedIds.empty();
      inOne.add(ids);
      const inTwo = CountedIds.empty();
      const place = at % (ids.length + 1);
      inTwo.add(ids.slice(place).toReversed());
      inTwo.add(ids.slice(0, place));
      expect(inTwo.encode()).toEqual(inOne.encode());
    }),
  );
});

it('what is read is what was written', () => {
  fc.assert(
    fc.property(fc.array(id, { maxLength: 40 }), (ids) => {
      const counted = CountedIds.empty();
      counted.add(ids);
      const bytes = counted.encode();
      const read = CountedIds.decode(bytes);
      expect(read.encode()).toEqual(bytes);
      expect(trues(read.add(ids))).toBe(0);
    }),
  );
});

it('any bytes are read at once or refused with a RangeError', () => {
  const versioned = fc.uint8Array({ maxLength: 300 }).map((bytes) => Uint8Array.from([1, ...bytes]));
  fc.assert(
    fc.property(fc.oneof(versioned, fc.uint8Array({ maxLength: 20 })), (bytes) => {
      try {
        const counted = CountedIds.decode(bytes);
        expect(counted.size).toBeLessThan(bytes.length);
        expect(() => CountedIds.decode(counted.encode())).not.toThrow();
      } catch (error) {
        expect(error).toBeInstanceOf(RangeError);
      }
    }),
    { numRuns: 2000 },
  );
});
