import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { plainJson } from '../../shared/telemetry/plain-json.ts';

/** What SQS takes (API reference, "SendMessage"): everything else makes it refuse the message. */
const TAKEN = /^[\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]*$/u;

describe('plainJson', () => {
  it.each([
    ['U+FFFE and U+FFFF', '\ufffe\uffff', '"\\ufffe\\uffff"'],
    ['DEL', '\x7f', '"\\u007f"'],
    ['control characters', '\0\x1b', '"\\u0000\\u001b"'],
    ['a byte that is not UTF-8', '\udc80', '"\\udc80"'],
    ['nothing of ordinary text', 'zwei ü 😀', '"zwei ü 😀"'],
  ])('escapes %s', (_, text, json) => {
    expect(plainJson(text)).toBe(json);
  });

  it('is the same value, in characters that services take, whatever a host wrote', () => {
    const hostile = fc.string({
      unit: fc.oneof(
        fc.integer({ min: 0, max: 0xffff }).map((code) => String.fromCharCode(code)),
        fc.constantFrom('\ufffe', '\uffff', '\x7f', '\\', '"', '\udfff', '😀'),
      ),
    });
    fc.assert(
      fc.property(fc.dictionary(hostile, hostile), (value) => {
        const json = plainJson(value);
        expect(json).toMatch(TAKEN);
        expect(JSON.parse(json)).toEqual(JSON.parse(JSON.stringify(value)));
      }),
    );
  });
});
