/** Values of an alert's `output_fields`: whatever is not known is null, empty, "<NA>" or not there at all. */
import { type Instant, instantOfNanoseconds, parseInstant } from '../../instant.ts';
import { type JsonObject, textOf } from '../../json-object.ts';

/** The field as text, an empty one too; null where Falco had none. */
export function fieldOf(value: unknown): string | null {
  return typeof value === 'string' && value !== '<NA>' ? value : null;
}

/** The field as text that says something. */
export function wordOf(value: unknown): string | null {
  return typeof value === 'string' && value !== '' && value !== '<NA>' ? value : null;
}

/** When the system call was, under each of its names; nanoseconds, a number that JSON.parse rounds. */
const TIMES = ['evt.time', 'evt.time.iso8601', 'evt.rawtime'].map((name) => ({ name, key: `"${name}"` }));

const DIGITS = /\s*:\s*(\d{13,19})\b/y;

/**
 * The digits of a number as they stand in the text: those of the field whose value they are. A quote inside a string is
 * escaped, so nobody's argument looks like a key.
 */
function digitsOf(text: string, key: string, value: number): string | null {
  for (let at = text.indexOf(key); at >= 0; at = text.indexOf(key, at + 1)) {
    DIGITS.lastIndex = at + key.length;
    const digits = DIGITS.exec(text)?.[1];
    if (digits !== undefined && Number(digits) === value) return digits;
  }
  return null;
}

/**
 * When the system call was. Not the alert's own `time` first: shippers write theirs over it.
 *
 * @param text - of the record, where alone the nanoseconds are whole
 */
export function momentOf(alert: JsonObject, fields: JsonObject, text: string): Instant | null {
  for (const { name, key } of TIMES) {
    const value = fields[name];
    const digits = typeof value === 'number' ? digitsOf(text, key, value) : wordOf(value);
    const instant = digits === null ? null : (instantOfNanoseconds(digits) ?? parseInstant(digits));
    if (instant !== null) return instant;
  }
  return parseInstant(textOf(alert['time']) ?? '');
}
