/** Values as JSON has them, whose shape nobody has checked yet. */

/** An object of JSON: every field may be missing or of any type. */
export type JsonObject = Readonly<Record<string, unknown>>;

/** Is it an object, and neither null nor a list? */
export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The object that a text is; null where it is no JSON, or JSON of something else. */
export function parseObject(text: string): JsonObject | null {
  if (!text.startsWith('{')) return null;
  try {
    const value: unknown = JSON.parse(text);
    return isObject(value) ? value : null;
  } catch {
    return null;
  }
}

/** The object under a key, null where there is none. */
export function objectAt(object: JsonObject | null, key: string): JsonObject | null {
  const value = object?.[key];
  return isObject(value) ? value : null;
}

/** The list under a key, empty where there is none. */
export function listAt(object: JsonObject | null, key: string): readonly unknown[] {
  const value = object?.[key];
  return Array.isArray(value) ? value : [];
}

/**
 * The text that a value is, null for anything else and for an empty one. Where a record's fields are many,
 * `textOf(record['name'])` is quicker than `textAt(record, 'name')`: the engine knows where in the object it stands.
 */
export function textOf(value: unknown): string | null {
  return typeof value === 'string' && value !== '' ? value : null;
}

/** The text under a key, null where there is none or an empty one. */
export function textAt(object: JsonObject | null, key: string): string | null {
  return textOf(object?.[key]);
}

const MOST_DIGITS = 16;

/** What 1 to 16 digits stand for, with or without a minus; NaN for any other text. */
function numberOfDigits(text: string): number {
  const first = text.startsWith('-') ? 1 : 0;
  if (text.length === first || text.length - first > MOST_DIGITS) return Number.NaN;
  let number = 0;
  for (let at = first; at < text.length; at++) {
    const digit = text.charCodeAt(at) - 48;
    if (digit < 0 || digit > 9) return Number.NaN;
    number = number * 10 + digit;
  }
  return first === 1 ? -number : number;
}

/** The whole number that a value is, as a number or as digits; null for anything else, and for one past 2^53. */
export function integerOf(value: unknown): number | null {
  const number = typeof value === 'string' ? numberOfDigits(value) : value;
  return typeof number === 'number' && Number.isSafeInteger(number) ? number : null;
}

/** The whole number under a key, written as a number or as digits; null where there is none, or one past 2^53. */
export function integerAt(object: JsonObject | null, key: string): number | null {
  return integerOf(object?.[key]);
}
