/** Texts of a host in the length that a service takes, which refuses a whole alert for a field that is too long or blank. */
import { printable } from './printable.ts';

/** @param longest - UTF-16 units, at least 1: no service counts fewer in a text */
export function fitted(text: string, longest: number): string {
  if (text.length <= longest) return text;
  // Not in the middle of a character.
  return `${text.slice(0, longest - 1).replace(/[\ud800-\udbff]$/, '')}…`;
}

/** Made safe to show, then cut; undefined where nothing to be seen is left. */
export function shownIn(longest: number, text: string | null): string | undefined {
  if (text === null) return undefined;
  const shown = fitted(printable(text, longest), longest);
  return /\S/.test(shown) ? shown : undefined;
}
