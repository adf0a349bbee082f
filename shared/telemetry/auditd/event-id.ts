/** An audit event's id, `SEC.MS:SERIAL`: when it happened, and the kernel's number for it. */

const DOT = 46;
const COLON = 58;
const ZERO = 48;
const NINE = 57;
/** Digits of a fraction, so that `.7` is 700 milliseconds. */
const MILLISECOND_DIGITS = 3;
/** The year 33658: a Date ends at 275760. */
const SECOND_DIGITS = 12;
const SERIAL_DIGITS = 15;

/** An audit event's id, taken apart. */
export interface EventStamp {
  /** Milliseconds since 1970 UTC. */
  readonly time: number;
  /** The kernel's serial number. */
  readonly sequence: number;
}

/** Offset behind the digits that begin at `from`. */
function digitsEnd(text: string, from: number): number {
  let at = from;
  for (; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code < ZERO || code > NINE) break;
  }
  return at;
}

function isBetween(length: number, most: number): boolean {
  return length >= 1 && length <= most;
}

/** `1795400907.573:48009` to milliseconds and serial number; null for anything else. */
export function parseEventId(eventId: string): EventStamp | null {
  const dot = digitsEnd(eventId, 0);
  const colon = digitsEnd(eventId, dot + 1);
  const end = digitsEnd(eventId, colon + 1);
  const fraction = colon - dot - 1;
  const shaped =
    eventId.charCodeAt(dot) === DOT && eventId.charCodeAt(colon) === COLON && end === eventId.length;
  const bounded =
    isBetween(dot, SECOND_DIGITS) &&
    isBetween(fraction, MILLISECOND_DIGITS) &&
    isBetween(end - colon - 1, SERIAL_DIGITS);
  if (!shaped || !bounded) return null;
  const milliseconds = Number(eventId.slice(dot + 1, colon)) * 10 ** (MILLISECOND_DIGITS - fraction);
  return {
    time: Number(eventId.slice(0, dot)) * 1000 + milliseconds,
    sequence: Number(eventId.slice(colon + 1)),
  };
}
