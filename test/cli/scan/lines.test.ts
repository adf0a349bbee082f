import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LineSplitter } from '../../../cli/scan/lines.ts';
import { split } from './split.ts';

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
