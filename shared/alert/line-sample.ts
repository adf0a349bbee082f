/** Lines that were not understood, for whoever has to find out why: short, and safe to show. */
import type { RawPointer } from '../telemetry/exec-event.ts';
import { printable } from './printable.ts';

const LONGEST = 200;

/** One such line, and where it stands. */
export interface LineSample {
  readonly pointer: RawPointer;
  /** At most 200 characters of it, printable. */
  readonly text: string;
}

/** @param line - as it came: whoever wrote it may be an attacker */
export function lineSample(line: string, pointer: RawPointer): LineSample {
  return { pointer, text: printable(line.slice(0, LONGEST), LONGEST).slice(0, LONGEST) };
}
