/** Moments as JSON formats write them. */

/** A moment: milliseconds since 1970 UTC, and how far into that millisecond, in nanoseconds. */
export interface Instant {
  readonly time: number;
  readonly nanoseconds: number;
}

/** RFC 3339, section 5.6, with a blank for the T and no zone (which is UTC then) allowed too. */
const RFC3339 = /^(\d{4}-\d\d-\d\d)[Tt ](\d\d:\d\d:\d\d)(?:[.,](\d{1,12}))?\s?(Z|z|[+-]\d\d:?\d\d)?$/;

const ZERO = 48;
const MINUS = 45;
const COLON = 58;
const DOT = 46;
const LETTER_T = 84;
const LETTER_Z = 90;

/** The number that two digits are, NaN for anything else. */
function twoDigits(text: string, at: number): number {
  const tens = text.charCodeAt(at) - ZERO;
  const ones = text.charCodeAt(at + 1) - ZERO;
  return tens >= 0 && tens <= 9 && ones >= 0 && ones <= 9 ? tens * 10 + ones : Number.NaN;
}

/** Up to nine digits behind the dot as nanoseconds; NaN for anything else. */
function fractionIn(text: string, from: number, to: number): number {
  let fraction = 0;
  for (let at = from; at < from + 9; at++) {
    const digit = at < to ? text.charCodeAt(at) - ZERO : 0;
    if (digit < 0 || digit > 9) return Number.NaN;
    fraction = fraction * 10 + digit;
  }
  return fraction;
}

function isShaped(text: string, end: number): boolean {
  return (
    text.charCodeAt(4) === MINUS &&
    text.charCodeAt(7) === MINUS &&
    text.charCodeAt(10) === LETTER_T &&
    text.charCodeAt(13) === COLON &&
    text.charCodeAt(16) === COLON &&
    text.charCodeAt(end) === LETTER_Z &&
    (end === 19 || (text.charCodeAt(19) === DOT && end > 20 && end <= 29))
  );
}

/** `2026-02-14T16:19:46.953221417Z`, as nearly all write it, without a regular expression; null for anything else. */
function commonInstant(text: string): Instant | null {
  const end = text.length - 1;
  if (!isShaped(text, end)) return null;
  const year = twoDigits(text, 0) * 100 + twoDigits(text, 2);
  const [month, day, hour] = [twoDigits(text, 5), twoDigits(text, 8), twoDigits(text, 11)];
  const [minute, second] = [twoDigits(text, 14), twoDigits(text, 17)];
  const fraction = end === 19 ? 0 : fractionIn(text, 20, end);
  // The 29th and later days, and leap seconds, are for whoever knows the calendar.
  const isPlain = year >= 1970 && month >= 1 && month <= 12 && day >= 1 && day <= 28;
  if (!isPlain || !(hour <= 23 && minute <= 59 && second <= 59) || Number.isNaN(fraction)) return null;
  const milliseconds = Math.floor(fraction / 1_000_000);
  const time = Date.UTC(year, month - 1, day, hour, minute, second, milliseconds);
  return { time, nanoseconds: fraction % 1_000_000 };
}

/** @returns null where the text is no moment */
export function parseInstant(text: string): Instant | null {
  const common = commonInstant(text);
  if (common !== null) return common;
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
