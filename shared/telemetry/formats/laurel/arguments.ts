/** `EXECVE` of laurel: a list, a joined line, or both, with a piece cut out of the middle where a limit is set. */
import { joinedWords } from '../../joined-arguments.ts';
import { integerAt, isObject, type JsonObject } from '../../json-object.ts';
import type { ToldArguments } from '../audit-reading.ts';
import { decodePercent } from './percent.ts';

/** Positions that one gap keeps apart: whoever writes the record must not make us keep more than it has. */
const MOST_HOLES = 4096;

/** As linux-audit-parser writes a gap into a joined line. */
const SKIPPED = /<<< Skipped: args=(\d{1,9}), bytes=\d{1,12} >>>/;

/** A gap keeps its places, as far as they are believable; at least one. */
function holes(skipped: number | null): null[] {
  const count = skipped === null || skipped < 1 || skipped > MOST_HOLES ? 1 : skipped;
  return Array.from({ length: count }, () => null);
}

function fromList(list: readonly unknown[]): (string | null)[] {
  const argv: (string | null)[] = [];
  for (const argument of list) {
    if (typeof argument === 'string') argv.push(decodePercent(argument));
    else argv.push(...holes(isObject(argument) ? integerAt(argument, 'skipped_args') : null));
  }
  return argv;
}

function fromLine(line: string, argc: number | null): ToldArguments {
  const gap = SKIPPED.exec(line);
  if (gap !== null) {
    const before = joinedWords(line.slice(0, gap.index).replace(/ $/, ''));
    const after = joinedWords(line.slice(gap.index + gap[0].length).replace(/^ /, ''));
    const argv = [...before.map(decodePercent), ...holes(Number(gap[1])), ...after.map(decodePercent)];
    return { argv, fidelity: 'truncated' };
  }
  const words = joinedWords(line);
  if (argc === 1) return { argv: [decodePercent(line)], fidelity: 'exact' };
  // As many words as arguments: no argument has a blank in it.
  const fidelity = argc === words.length ? 'exact' : 'joined';
  return { argv: words.map(decodePercent), fidelity };
}

/** `a0`, `a1` … as they came, where laurel was told to leave them. */
function untransformed(execve: JsonObject): unknown[] {
  const list: unknown[] = [];
  for (let index = 0; typeof execve[`a${index}`] === 'string'; index++) list.push(execve[`a${index}`]);
  return list;
}

/**
 * @param prefix - of the fields that laurel adds (`prefix` of its configuration), empty for none
 */
export function laurelArguments(execve: JsonObject | null, prefix: string): ToldArguments {
  if (execve === null) return { argv: [], fidelity: 'none' };
  const argc = integerAt(execve, 'argc');
  const list = execve[`${prefix}ARGV`];
  const line = execve[`${prefix}ARGV_STR`];
  if (!Array.isArray(list) && typeof line === 'string') return fromLine(line, argc);
  const argv = fromList(Array.isArray(list) ? list : untransformed(execve));
  // A gap that reaches the end is not marked.
  if (argc !== null && argc > argv.length) argv.push(null);
  if (argv.length === 0) return { argv, fidelity: argc === 0 ? 'exact' : 'none' };
  return { argv, fidelity: argc === null || argv.includes(null) ? 'truncated' : 'exact' };
}
