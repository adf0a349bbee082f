/** Moments as JSON formats write them. */

/** A moment: milliseconds since 1970 UTC, and how far into that millisecond, in nanoseconds. */
export interface Instant {
  readonly time: number;
  readonly nanoseconds: number;
}

/** RFC 3339, section 5.6, with a blank for the T and no zone (which is UTC then) allowed too. */
const RFC3339 = /^(\d{4}-\d\d-\d\d)[Tt ](\d\d:\d\d:\d\d)(?:[.,](\d{1,12}))?\s?(Z|z|[+-]\d\d:?\d\d)?$/;

/** @returns null where the text is no moment */
export function parseInstant(text: string): Instant | null {
  const match = RFC3339.exec(text);
  if (match === null) return null;
  const [, date = '', clock = '', fraction = '', zone = 'Z'] = match;
  const digits = fraction.padEnd(9, '0');
  const offset = /^[+-]\d{4}$/.test(zone) ? `${zone.slice(0, 3)}:${zone.slice(3)}` : zone.toUpperCase();
  const time = Date.parse(`${date}T${clock}.${digits.slice(0, 3)}${offset}`);
  return Number.isNaN(time) ? null : { time, nanoseconds: Number(digits.slice(3, 9)) };
}

/** @param digits - nanoseconds since 1970 in decimal, too large for a number; null where they are no moment */
export function instantOfNanoseconds(digits: string): Instant | null {
  if (!/^\d{13,19}$/.test(digits)) return null;
  const split = digits.length - 6;
  return { time: Number(digits.slice(0, split)), nanoseconds: Number(digits.slice(split)) };
}
