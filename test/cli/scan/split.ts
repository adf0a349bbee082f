import { LineSplitter } from '../../../cli/scan/lines.ts';

/** Splits pieces; each line with its number. */
export function split(...pieces: readonly (Buffer | string)[]): {
  lines: [string, number][];
  tooLong: number;
} {
  const lines: [string, number][] = [];
  const splitter = new LineSplitter((line, number) => void lines.push([line, number]));
  for (const piece of pieces) splitter.push(Buffer.from(piece));
  splitter.flush();
  return { lines, tooLong: splitter.tooLong };
}
