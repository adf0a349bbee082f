import { describe, expect, it } from 'vitest';
import { CountedIds } from '../../shared/incident/counted-ids.ts';
import { T0 } from './findings.ts';

const row = (length: number, from = 0) =>
  Array.from({ length }, (_, index) => ({ id: `event ${from + index}`, time: T0 + from + index }));
const trues = (answers: readonly boolean[]) => answers.filter(Boolean).length;

describe('an id counts', () => {
  it('once, in however many batches it comes', () => {
    const counted = CountedIds.empty();
    expect(counted.add(row(3))).toEqual([true, true, true]);
    expect(counted.add(row(4))).toEqual([false, false, false, true]);
    expect(counted.size).toBe(4);
  });

  it('once in one batch', () => {
    expect(CountedIds.empty().add([...row(1), ...row(1)])).toEqual([true, false]);
  });

  it('by itself among others of the same millisecond', () => {
    const same = ['a', 'b', 'c'].map((id) => ({ id, time: T0 }));
    expect(CountedIds.empty().add(same)).toEqual([true, true, true]);
  });

  it.each([
    ['before 1970', -86_400_000],
    ['the last that an audit record can tell', 999_999_999_999_999],
    ['the last of a Date', 8.64e15],
    ['beyond every clock', Number.MAX_VALUE],
    ['between two milliseconds', T0 + 0.5],
  ])('once at a time that is %s, remembered or not', (_name, time) => {
    const counted = CountedIds.empty();
    expect(counted.add([{ id: 'a', time }])).toEqual([true]);
    const later = CountedIds.decode(counted.encode());
    expect(later.add([{ id: 'a', time }])).toEqual([false]);
    expect(later.add([{ id: 'b', time }])).toEqual([true]);
  });
});

describe('in a flood', () => {
  it.each([10_000, 100_000])('of %i ids what is remembered stays below 100 KB', (length) => {
    const counted = CountedIds.empty();
    expect(trues(counted.add(row(length)))).toBe(length);
    expect(counted.encode().length).toBeLessThan(100_000);
    expect(counted.forgot).toBe(length > 16_384);
  });

  it('spread over the longest window it stays below 120 KB', () => {
    const week = 168 * 3_600_000;
    const counted = CountedIds.empty();
    counted.add(
      Array.from({ length: 20_000 }, (_, at) => ({ id: String(at), time: T0 + (week / 20_000) * at })),
    );
    expect(counted.encode().length).toBeLessThan(120_000);
  });

  it('nothing that was forgotten counts a second time', () => {
    const counted = CountedIds.empty();
    counted.add(row(20_000));
    expect(trues(counted.add(row(20_000)))).toBe(0);
    expect(trues(CountedIds.decode(counted.encode()).add(row(20_000)))).toBe(0);
  });

  it('what is new and later still counts', () => {
    const counted = CountedIds.empty();
    counted.add(row(20_000));
    expect(trues(counted.add(row(100, 20_000)))).toBe(100);
  });

  it('within one millisecond all are forgotten together', () => {
    const counted = CountedIds.empty();
    const burst = Array.from({ length: 20_000 }, (_, at) => ({ id: String(at), time: T0 }));
    expect(trues(counted.add(burst))).toBe(20_000);
    expect(counted.size).toBe(0);
    expect(trues(counted.add(burst))).toBe(0);
  });
});

describe('bytes that are no counted ids', () => {
  it.each<[string, number[], RegExp]>([
    ['nothing at all', [], /are cut/],
    ['another version', [2, 0], /version 2 can't be read/],
    ['no horizon', [1], /are cut/],
    ['half an id', [1, 0, 5, 1, 2], /are cut/],
    ['a number without an end', [1, ...Array<number>(100_000).fill(255)], /beyond all/],
    ['a number of zeros without an end', [1, ...Array<number>(100_000).fill(128)], /beyond all/],
    ['a time beyond all', [1, 0, 255, 255, 255, 255, 255, 255, 255, 31, 0, 0, 0, 0], /beyond all/],
  ])('are refused: %s', (_name, bytes, message) => {
    const decode = () => CountedIds.decode(Uint8Array.from(bytes));
    expect(decode).toThrow(RangeError);
    expect(decode).toThrow(message);
  });
});
