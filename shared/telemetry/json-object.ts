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

/** The text under a key, null where there is none or an empty one. */
export function textAt(object: JsonObject | null, key: string): string | null {
  const value = object?.[key];
  return typeof value === 'string' && value !== '' ? value : null;
}

/** The whole number under a key, written as a number or as digits; null where there is none, or one past 2^53. */
export function integerAt(object: JsonObject | null, key: string): number | null {
  const value = object?.[key];
  const number = typeof value === 'string' && /^-?\d{1,16}$/.test(value) ? Number(value) : value;
  return typeof number === 'number' && Number.isSafeInteger(number) ? number : null;
}
