/**
 * Makes text that an attacker may have written safe to show on a terminal or in a line of plain text: what moves the
 * cursor, changes colours or direction, hides, or breaks the line is shown as an escape instead of taking effect.
 */

const LONGEST = 400;

/**
 * Controls, format characters (bidirectional and zero-width among them), lone surrogates (bytes that are no UTF-8),
 * private and unassigned characters, line and paragraph separators, and whatever else is not drawn (Unicode UAX #44).
 */
const UNSAFE = /[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Cn}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]/gu;

function escaped(character: string): string {
  const code = character.codePointAt(0) ?? 0;
  // A byte that was no UTF-8 (see byte-string.ts).
  if (code >= 0xdc80 && code <= 0xdcff) return `\\x${(code - 0xdc00).toString(16)}`;
  if (code === 0x0a) return '\\n';
  if (code === 0x09) return '\\t';
  if (code < 0x100) return `\\x${code.toString(16).padStart(2, '0')}`;
  return `\\u{${code.toString(16)}}`;
}

/**
 * @param longest - characters after which the text is cut, which is shown
 */
export function printable(text: string, longest: number = LONGEST): string {
  const cut = text.length > longest ? text.slice(0, longest) : text;
  const safe = cut.replaceAll(UNSAFE, escaped);
  return cut.length < text.length ? `${safe}… (${text.length} characters)` : safe;
}

/** One argument as a person would have to type it: quoted where a shell would take it apart. */
export function printableArgument(argument: string | null): string {
  if (argument === null) return '‹lost›';
  const safe = printable(argument);
  return /^[\w@%+=:,./-]+$/.test(argument) ? safe : `'${safe.replaceAll("'", "'\\''")}'`;
}

/** A command line, cut after `most` arguments. */
export function printableCommand(argv: readonly (string | null)[], most = 24): string {
  const shown = argv.slice(0, most).map(printableArgument).join(' ');
  return argv.length > most ? `${shown} … (${argv.length} arguments)` : shown;
}
