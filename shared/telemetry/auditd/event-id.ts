/** An audit event's id, `SEC.MS:SERIAL`: when it happened, and the kernel's number for it. */

const DOT = 46;
const COLON = 58;
const ZERO = 48;
const NINE = 57;
/** Digits of a fraction, so that `.7` is 700 milliseconds. */
const MILLISECOND_DIGITS = 3;

/** An audit event's id, taken apart. */
export interface EventStamp {
  /** Milliseconds since 1970 UTC. */
  readonly time: number;
  /** The kernel's serial number. */
  readonly sequence: number;
}

/** `1795400907.573:48009` to milliseconds and serial number; null for anything else. */
export function parseEventId(eventId: string): EventStamp | null {
  const values = [0, 0, 0];
  const digits = [0, 0, 0];
  let part = 0;
  for (let at = 0; at < eventId.length; at++) {
    const code = eventId.charCodeAt(at);
    if (code >= ZERO && code <= NINE) {
      values[part] = (values[part] ?? 0) * 10 + (code - ZERO);
      digits[part] = (digits[part] ?? 0) + 1;
    } else if ((part === 0 && code === DOT) || (part === 1 && code === COLON)) part++;
    else return null;
  }
  const [seconds = 0, fraction = 0, sequence = 0] = values;
  const [secondDigits = 0, fractionDigits = 0, serialDigits = 0] = digits;
  // Twelve digits of seconds are the year 33658; a Date ends at 275760.
  const bounded = secondDigits <= 12 && fractionDigits <= MILLISECOND_DIGITS && serialDigits <= 15;
  if (part !== 2 || !bounded || secondDigits * fractionDigits * serialDigits === 0) return null;
  return { time: seconds * 1000 + fraction * 10 ** (MILLISECOND_DIGITS - fractionDigits), sequence };
}
