/** Bytes and byte-safe strings for tests, written independently of what they test. */
import fc from 'fast-check';

/** Turns a byte-safe string back into its bytes. */
export function toBytes(text: string): Buffer {
  const parts: Buffer[] = [];
  for (const character of text) {
    const code = character.codePointAt(0) ?? 0;
    const escaped = code >= 0xdc80 && code <= 0xdcff;
    parts.push(escaped ? Buffer.from([code - 0xdc00]) : Buffer.from(character));
  }
  return Buffer.concat(parts);
}

/** What a program may put in a path or an argument: anything but NUL. */
export function programBytes(maxLength: number): fc.Arbitrary<Buffer> {
  const words = fc.constantFrom(
    './hello',
    '--library-path',
    '',
    '(null)',
    '?',
    '0041',
    'a b',
    '"',
    'a1=x',
    'ä€😀',
  );
  const text = fc.string({ unit: 'grapheme', maxLength: 40 }).map((value) => value.replaceAll('\0', ''));
  const raw = fc.uint8Array({ min: 1, maxLength }).map((bytes) => Buffer.from(bytes));
  const plain = fc.nat(maxLength).map((length) => Buffer.alloc(length, 'A'));
  const mixed = fc.nat(maxLength).map((length) => Buffer.alloc(length, 'ä€😀 '));
  return fc.oneof(
    { weight: 4, arbitrary: words.map((word) => Buffer.from(word)) },
    { weight: 3, arbitrary: text.map((value) => Buffer.from(value)) },
    { weight: 2, arbitrary: raw },
    { weight: 1, arbitrary: plain },
    { weight: 1, arbitrary: mixed },
  );
}
