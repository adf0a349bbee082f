/** Strings of laurel (json-format.md): bytes that JSON can't hold, controls, `%` and `+` are percent-encoded. */
import { decodeBytes } from '../../byte-string.ts';

const ENCODED = /%([\dA-Fa-f]{2})/g;

/** Decodes to a byte string (byte-string.ts): bytes that are no UTF-8 stay what they are. */
export function decodePercent(text: string): string {
  if (!text.includes('%')) return text;
  const bytes: Buffer[] = [];
  let from = 0;
  for (const { index, 0: whole, 1: hex = '' } of text.matchAll(ENCODED)) {
    bytes.push(Buffer.from(text.slice(from, index)), Buffer.from(hex, 'hex'));
    from = index + whole.length;
  }
  return decodeBytes(Buffer.concat([...bytes, Buffer.from(text.slice(from))]));
}
