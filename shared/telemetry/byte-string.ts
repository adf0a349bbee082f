/**
 * Byte strings of the kernel as JavaScript strings, without loss. Valid UTF-8 is decoded; each byte that isn't
 * becomes the lone surrogate U+DC00 + byte, as Python's "surrogateescape" does (PEP 383). Such a string survives
 * JSON (well-formed stringify writes \udcXX) and can be turned back into the bytes.
 */

const HEX = /^[\da-f]*$/i;

/** Decodes `hex` (an even number of hex digits) to a byte-safe string; null where it isn't hex. */
export function decodeHex(hex: string): string | null {
  // Buffer.from would take a letter such as U+0141 for the digit in its low byte.
  return hex.length % 2 === 0 && HEX.test(hex) ? decodeBytes(Buffer.from(hex, 'hex')) : null;
}

/** Decodes bytes to a byte-safe string. */
export function decodeBytes(bytes: Buffer): string {
  const text = bytes.toString('utf8');
  // The replacement character is rare in real text and certain where a byte was no UTF-8.
  return text.includes('\ufffd') ? decodeWithEscapes(bytes) : text;
}

/** Smallest second byte for the leads that would otherwise allow overlong forms, and the largest for surrogates and beyond U+10FFFF (RFC 3629, section 4). */
function secondByteRange(lead: number): readonly [number, number] {
  switch (lead) {
    case 0xe0:
      return [0xa0, 0xbf];
    case 0xed:
      return [0x80, 0x9f];
    case 0xf0:
      return [0x90, 0xbf];
    case 0xf4:
      return [0x80, 0x8f];
    default:
      return [0x80, 0xbf];
  }
}

function promisedLength(lead: number): number {
  if (lead < 0x80) return 1;
  if (lead >= 0xc2 && lead <= 0xdf) return 2;
  if (lead >= 0xe0 && lead <= 0xef) return 3;
  if (lead >= 0xf0 && lead <= 0xf4) return 4;
  return 0;
}

/** Length in bytes of the well-formed character at `at`, 0 where there is none. */
function characterLength(bytes: Buffer, at: number): number {
  const lead = bytes[at] ?? 0;
  const length = promisedLength(lead);
  if (length < 2) return length;
  if (at + length > bytes.length) return 0;
  const [low, high] = secondByteRange(lead);
  const second = bytes[at + 1] ?? 0;
  if (second < low || second > high) return 0;
  for (let next = at + 2; next < at + length; next++) if (((bytes[next] ?? 0) & 0xc0) !== 0x80) return 0;
  return length;
}

function decodeWithEscapes(bytes: Buffer): string {
  let text = '';
  let from = 0;
  for (let at = 0; at < bytes.length; ) {
    const length = characterLength(bytes, at);
    if (length === 0) {
      text += bytes.toString('utf8', from, at) + String.fromCharCode(0xdc00 + (bytes[at] ?? 0));
      from = at + 1;
    }
    at += Math.max(length, 1);
  }
  return text + bytes.toString('utf8', from);
}

const FIRST_ESCAPE = 0xdc80;
const LAST_ESCAPE = 0xdcff;

/** The bytes that `decodeBytes` made the string of; another lone surrogate, which it makes of none, becomes U+FFFD. */
export function encodeBytes(text: string): Buffer {
  return Buffer.concat(
    [...text].map((character) => {
      const code = character.codePointAt(0) ?? 0;
      return code >= FIRST_ESCAPE && code <= LAST_ESCAPE ? Buffer.of(code - 0xdc00) : Buffer.from(character);
    }),
  );
}
