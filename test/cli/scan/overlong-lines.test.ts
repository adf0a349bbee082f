import { describe, expect, it } from 'vitest';
import { LineSplitter } from '../../../cli/scan/lines.ts';
import { split } from './split.ts';

const LONGEST = 4 * 1024 * 1024;

describe('a line longer than any record can be', () => {
  const long = (length: number) => Buffer.alloc(length, 'x');

  it.each<[string, Buffer[]]>([
    ['in one piece', [Buffer.concat([Buffer.from('a\n'), long(LONGEST + 1), Buffer.from('\nb\n')])]],
    ['in two', [Buffer.from('a\n'), long(LONGEST), Buffer.from('x\nb\n')]],
    [
      'in many, far beyond',
      [Buffer.from('a\n'), ...Array.from({ length: 20 }, () => long(2 ** 20)), Buffer.from('\nb\n')],
    ],
  ])('is left out and counted, and its neighbours are not: %s', (_name, pieces) => {
    expect(split(...pieces)).toEqual({
      lines: [
        ['a', 1],
        ['b', 3],
      ],
      tooLong: 1,
    });
  });

  it('is one even where the stream ends in it', () => {
    expect(split('a\n', long(LONGEST), 'x')).toEqual({ lines: [['a', 1]], tooLong: 1 });
  });

  it('is none where it just fits, in one piece or two', () => {
    const lengths = [split(long(LONGEST), '\n'), split(`${long(LONGEST)}\n`)].map(
      ({ lines }) => lines[0]?.[0].length,
    );
    expect(lengths).toEqual([LONGEST, LONGEST]);
  });

  it('takes no memory: what it was is forgotten as it comes', () => {
    const splitter = new LineSplitter(() => undefined);
    const piece = long(2 ** 20);
    const before = process.memoryUsage().arrayBuffers;

    for (let mebibytes = 0; mebibytes < 500; mebibytes++) splitter.push(piece);

    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(64 * 2 ** 20);
  });
});
