import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeBytes, decodeHex, encodeBytes } from '../../shared/telemetry/byte-string.ts';
import { toBytes } from './bytes.ts';

describe('decodeHex', () => {
  it.each([
    ['', ''],
    ['2E2F6865206C6C6F', './he llo'],
    ['2e2f68', './h'],
    ['00', '\0'],
    ['C3A4E282ACF09F9880', 'ä€😀'],
    ['EFBFBD', '\ufffd'],
    ['EFBBBF41', '\ufeffA'],
  ])('reads %s', (hex, text) => {
    expect(decodeHex(hex)).toBe(text);
  });

  it.each(['0', '41424', '4g', 'g4', '4142 4', ' 41', '0x41', '+1', '\u0141\u0141', '4\u0131'])(
    'refuses %j, which is no hex',
    (text) => {
      expect(decodeHex(text)).toBeNull();
    },
  );

  it('takes exactly the strings of pairs of hex digits', () => {
    const nearlyHex = fc.string({ unit: fc.constantFrom(...'09afAFgG \u0141\u0130\u{1f600}') });
    fc.assert(
      fc.property(nearlyHex, (text) => {
        expect(decodeHex(text) !== null).toBe(/^(?:[0-9a-fA-F]{2})*$/.test(text));
      }),
    );
  });
});

describe('decodeBytes', () => {
  it.each([
    ['a byte that starts nothing', [0x41, 0xff, 0x42], 'A\udcffB'],
    ['a character cut at its end', [0xe2, 0x82], '\udce2\udc82'],
    ['a character cut by the next one', [0xe2, 0x82, 0x41], '\udce2\udc82A'],
    ['an overlong slash', [0xc0, 0xaf], '\udcc0\udcaf'],
    ['an overlong slash of three bytes', [0xe0, 0x80, 0xaf], '\udce0\udc80\udcaf'],
    ['a surrogate', [0xed, 0xb2, 0x80], '\udced\udcb2\udc80'],
    ['a code point beyond Unicode', [0xf4, 0x90, 0x80, 0x80], '\udcf4\udc90\udc80\udc80'],
    ['a real replacement character beside a bad byte', [0xef, 0xbf, 0xbd, 0x80], '\ufffd\udc80'],
  ])('keeps %s as lone surrogates', (_, bytes, text) => {
    expect(decodeBytes(Buffer.from(bytes))).toBe(text);
  });

  it('loses nothing', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
        expect(toBytes(decodeBytes(Buffer.from(bytes)))).toEqual(Buffer.from(bytes));
      }),
    );
  });

  it('reads valid UTF-8 as everyone does', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...'aä€😀\ufffd\ufeff\0\u07ff') }), (text) => {
        expect(decodeBytes(Buffer.from(text))).toBe(text);
      }),
    );
  });

  it('survives JSON', () => {
    fc.assert(
      fc.property(fc.uint8Array(), (bytes) => {
        const text = decodeBytes(Buffer.from(bytes));
        const shipped = Buffer.from(JSON.stringify(text)).toString();
        expect(JSON.parse(shipped)).toBe(text);
      }),
    );
  });

  it('takes time in proportion, even where no byte is UTF-8', () => {
    const start = performance.now();
    decodeBytes(Buffer.alloc(1024 * 1024, 0xff));
    expect(performance.now() - start).toBeLessThan(1500);
  });
});

describe('encodeBytes', () => {
  it('gives back the bytes that a string was made of', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 64 }), (bytes) => {
        expect(encodeBytes(decodeBytes(Buffer.from(bytes)))).toEqual(Buffer.from(bytes));
      }),
    );
  });
});
