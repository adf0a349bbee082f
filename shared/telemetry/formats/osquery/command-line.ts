/**
 * `cmdline` of osquery's process_events. It joins what the first EXECVE record holds by blanks, in the order of a map:
 * a0 a1 a10 a11 a2 … once there are more than ten arguments, with the announced length of an argument that did not fit
 * among them (osquery/tables/events/linux/process_events.cpp, ProcessExecveEventData).
 */
import { cutArguments } from '../../cut-arguments.ts';
import type { ExecEvent } from '../../exec-event.ts';
import { joinedWords } from '../../joined-arguments.ts';

/** Up to so many arguments the map's order is theirs. */
const IN_ORDER = 10;
/** Bytes: an EXECVE record holds 7500 characters, which may be hexadecimal (kernel/auditsc.c, MAX_EXECVE_AUDIT_LEN). */
const NEARLY_CUT = 3_700;

/** `a1_len` is digits, or what osquery takes an even number of them for: hexadecimal. */
function isAnnouncedLength(word: string): boolean {
  return /^\d{4,9}$/.test(word) || /^[^\x20-\x7e]{1,6}$/.test(word);
}

/** The words in the order of the arguments, if each word is one. */
export function inArgumentOrder(words: readonly string[]): string[] {
  const names = words.map((_, index) => String(index)).sort();
  const ordered = [...words];
  names.forEach((name, index) => {
    ordered[Number(name)] = words[index] ?? '';
  });
  return ordered;
}

/** Reads the joined arguments, and says how much of them is known. */
export function commandLineArguments(commandLine: string): Pick<ExecEvent, 'argv' | 'argvFidelity'> {
  if (commandLine === '') return { argv: [], argvFidelity: 'none' };
  const words = joinedWords(commandLine);
  if (Buffer.byteLength(commandLine) >= NEARLY_CUT) {
    const told = isAnnouncedLength(words.at(-1) ?? '') ? words.slice(0, -1) : words;
    return { argv: cutArguments(told), argvFidelity: 'truncated' };
  }
  if (words.length <= IN_ORDER) return { argv: words, argvFidelity: 'joined' };
  // An argument that had blanks puts them all in wrong places: none of it is certain.
  return { argv: inArgumentOrder(words), argvFidelity: 'truncated' };
}

/** `json_cmdline` of bpf_process_events, a list; null where it is none. */
export function listedArguments(text: string): Pick<ExecEvent, 'argv' | 'argvFidelity'> | null {
  // Nearly every row has none, and what is thrown costs more than all the rest.
  if (!text.startsWith('[')) return null;
  try {
    const list: unknown = JSON.parse(text);
    if (!Array.isArray(list) || list.length === 0) return null;
    return list.every((argument) => typeof argument === 'string')
      ? { argv: list, argvFidelity: 'exact' }
      : null;
  } catch {
    return null;
  }
}
