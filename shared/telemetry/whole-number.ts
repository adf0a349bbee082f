/** Numbers of JSON that JavaScript rounds: inode numbers have 64 bits, and the text of the record has all of them. */
import type { JsonObject } from './json-object.ts';

/**
 * The digits of the whole number under a key, past 2^53 too.
 *
 * @param text - of the whole record: where the parsed number was rounded, its digits are looked for there, and are known
 *   only if every number under a key of this name that rounds to the same has the same digits
 * @returns decimal digits, null where there is no whole number or its digits can't be told
 */
export function digitsAt(object: JsonObject, key: string, text: string): string | null {
  const value = object[key];
  if (typeof value === 'string') return /^\d{1,20}$/.test(value) ? value : null;
  if (typeof value !== 'number' || value < 0) return null;
  if (Number.isSafeInteger(value)) return String(value);
  let digits: string | null = null;
  for (const [, found = ''] of text.matchAll(/[:\s](\d{16,20})(?=[,}\]\s])/g)) {
    if (Number(found) !== value) continue;
    if (digits !== null && digits !== found) return null;
    digits = found;
  }
  return digits;
}
