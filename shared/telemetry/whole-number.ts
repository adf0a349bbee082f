/** Numbers of JSON that JavaScript rounds: inode numbers have 64 bits, and the text of the record has all of them. */
import { isObject, type JsonObject, parseObject } from './json-object.ts';
import type { LineRecord } from './line-format.ts';

/** A string of JSON (passed over), or a whole number that may be past 2^53. */
const STRING_OR_LARGE = /"[^"\\]*(?:\\.[^"\\]*)*"|(?<![\d.eE+-])\d{16,20}(?![\d.eE])/gs;

/** Follows a path of keys; null where it leads to no object. */
function inside(object: JsonObject | null, path: readonly string[]): JsonObject | null {
  let found = object;
  for (const key of path) {
    const next: unknown = found?.[key];
    found = isObject(next) ? next : null;
  }
  return found;
}

/** Was a whole number rounded when it was parsed? */
export function isRounded(number: unknown): boolean {
  return typeof number === 'number' && !Number.isSafeInteger(number);
}

/** The record read again, with whole numbers past 2^53 as their digits: for records in which one that matters was rounded. */
export function readExactly({ text, path, object }: LineRecord): JsonObject | null {
  const quoted = text.replaceAll(STRING_OR_LARGE, (token) => (token.startsWith('"') ? token : `"${token}"`));
  return inside(parseObject(quoted), path) ?? object;
}

/** The digits of a whole number under a key, null where there are none or they were rounded. */
export function digitsAt(object: JsonObject, key: string): string | null {
  const value = object[key];
  if (typeof value === 'string') return /^\d{1,20}$/.test(value) ? value : null;
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0 ? String(value) : null;
}
