/**
 * The argument vector, from whichever fields a rule put out (falcosecurity/libs, sinsp_filtercheck_thread.cpp):
 * `proc.exe` is argv[0], `proc.args` the rest joined by blanks, `proc.exeline` both, and `proc.cmdline` is the rest behind
 * the process's name, which is no argument. The kernel side keeps 4096 bytes.
 */
import { cutArguments } from '../../cut-arguments.ts';
import type { ExecEvent } from '../../exec-event.ts';
import { baseName } from '../../host-path.ts';
import { integerOf, type JsonObject } from '../../json-object.ts';
import { fieldOf, wordOf } from './fields.ts';

/** Bytes: as long as this, or a character short of it, the arguments may have been cut. */
const NEARLY_CUT = 4092;

/** Programs that are another one by each name: of those the name tells what the path can't. */
const MANY_IN_ONE = /^(?:busybox|toybox|coreutils)/;

/** What follows `head` and a blank; null where the text begins otherwise. */
function behind(text: string | null, head: string | null): string | null {
  if (text === null || head === null) return null;
  if (text === head) return '';
  return text.startsWith(`${head} `) ? text.slice(head.length + 1) : null;
}

/** Everything after argv[0], joined; null where nothing tells it. */
function joinedRest(fields: JsonObject): string | null {
  const line = fieldOf(fields['proc.cmdline']);
  const known =
    fieldOf(fields['proc.args']) ??
    behind(fieldOf(fields['proc.exeline']), fieldOf(fields['proc.exe'])) ??
    behind(line, wordOf(fields['proc.name']));
  if (known !== null) return known;
  // Neither name is told: the first word is as good as known, unless it had a blank in it.
  const whole = wordOf(fields['proc.exeline']) ?? line;
  if (whole === null) return null;
  const blank = whole.indexOf(' ');
  return blank < 0 ? '' : whole.slice(blank + 1);
}

/** argv[0]; null where only the process's name is told, which nobody has to call a program by. */
function first(fields: JsonObject): string | null {
  const told = fieldOf(fields['proc.exe']) ?? wordOf(fields['proc.exeline'])?.split(' ', 1)[0];
  if (told !== undefined) return told;
  const path = wordOf(fields['proc.exepath']);
  if (path !== null && !MANY_IN_ONE.test(baseName(path))) return null;
  return wordOf(fields['proc.name']) ?? wordOf(fields['proc.cmdline'])?.split(' ', 1)[0] ?? null;
}

/**
 * Are the words the arguments? As many of them as there were arguments: then none had a blank. As many bytes: then Falco
 * left none out, as it does with every character that can't be printed (libs, sanitize_string).
 */
function isWhole(fields: JsonObject, words: readonly string[], joinedBytes: number): boolean {
  const blanks = Math.max(words.length - 1, 0);
  return (
    integerOf(fields['proc.cmdnargs']) === words.length &&
    integerOf(fields['proc.cmdlenargs']) === joinedBytes - blanks
  );
}

/** Reads the arguments, and says how much of them is known. */
export function argumentsOf(fields: JsonObject): Pick<ExecEvent, 'argv' | 'argvFidelity'> {
  const rest = joinedRest(fields);
  if (rest === null) return { argv: [], argvFidelity: 'none' };
  const words = rest === '' && integerOf(fields['proc.cmdnargs']) !== 1 ? [] : rest.split(' ');
  const argv0 = first(fields);
  const bytes = Buffer.byteLength(rest);
  if (bytes + Buffer.byteLength(argv0 ?? '') >= NEARLY_CUT)
    return { argv: [argv0, ...cutArguments(words)], argvFidelity: 'truncated' };
  const isExact = fieldOf(fields['proc.exe']) !== null && isWhole(fields, words, bytes);
  return { argv: [argv0, ...words], argvFidelity: isExact ? 'exact' : 'joined' };
}
