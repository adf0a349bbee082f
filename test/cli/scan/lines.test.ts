import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LineSplitter } from '../../../cli/scan/lines.ts';

const LONGEST = 4 * 1024 * 1024;

/** Splits pieces; each line with its number. */
function split(...pieces: readonly (Buffer | string)[]): { lines: [string, number][]; tooLong: number } {
  const lines: [string, number][] = [];
  const splitter = new LineSplitter((line, number) => void lines.push([line, number]));
  for (const piece of pieces) splitter.push(Buffer.from(piece));
  splitter.flush();
  return { lines, tooLong: splitter.tooLong };
}

/** The same the slow way: decode everything, then split. */
function splitAtOnce(bytes: Buffer): [string, number][] {
  const lines = bytes.toString('latin1').split('\n');
  return lines
    .map((line, index) => [line.replace(/\r$/, ''), index + 1] as const)
    .filter(([line]) => line !== '')
    .map(([line, number]) => [Buffer.from(line, 'latin1').toString('utf8'), number]);
}

describe('a stream of bytes becomes lines', () => {
  it.each<[string, string[], [string, number][]]>([
    [
      'with and without a newline at the end',
      ['a\nb'],
      [
        ['a', 1],
        ['b', 2],
      ],
    ],
    [
      'cut anywhere',
      ['a', 'b\n', '', 'c', '\n'],
      [
        ['ab', 1],
        ['c', 2],
      ],
    ],
    [
      'of Windows',
      ['a\r\nb\r\n'],
      [
        ['a', 1],
        ['b', 2],
      ],
    ],
    [
      'of Windows, cut between its two characters',
      ['a\r', '\nb\r', '\n'],
      [
        ['a', 1],
        ['b', 2],
      ],
    ],
    [
      'whose empty ones are left out but counted',
      ['\n\r\na\n\n\nb\n'],
      [
        ['a', 3],
        ['b', 6],
      ],
    ],
    ['with a carriage return of their own', ['a\rb\r\r\n'], [['a\rb\r', 1]]],
    ['not at all', ['', ''], []],
  ])('%s', (_name, pieces, expected) => {
    expect(split(...pieces).lines).toEqual(expected);
  });

  it('the same ones, whatever the bytes and wherever the cuts', () => {
    const byte = fc.oneof(fc.constantFrom(10, 13, 97, 0xc3, 0xa4), fc.nat(255));
    const pieces = fc.array(fc.array(byte, { maxLength: 20 }), { maxLength: 20 });
    fc.assert(
      fc.property(pieces, (cut) => {
        const bytes = cut.map((piece) => Buffer.from(piece));
        expect(split(...bytes).lines).toEqual(splitAtOnce(Buffer.concat(bytes)));
      }),
      { numRuns: 500 },
    );
  });

  it('and stays what it was when the stream uses its buffer again', () => {
    const lines: string[] = [];
    const splitter = new LineSplitter((line) => void lines.push(line));
    const chunk = Buffer.from('first');

    splitter.push(chunk);
    chunk.fill('x');
    splitter.push(Buffer.from('\n'));

    expect(lines).toEqual(['first']);
  });
});

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
