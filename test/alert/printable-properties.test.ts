/** Whatever the text is: it can do nothing to a terminal or a line. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { printable, printableArgument, printableCommand } from '../../shared/alert/printable.ts';

/** What may never reach a terminal or a line of text, listed independently of the source. */
const DANGEROUS =
  /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\u3164\u115f]|\p{Variation_Selector}|\u034f|[\u{e0000}-\u{e0fff}]/u;

/** Everything that a string can hold, and more often what does harm. */
const hostile = fc.constantFrom(
  ...[
    '\u001b[31m',
    '\u001b]0;t\u0007',
    '\u009b2J',
    '\r',
    '\n',
    '\r\n',
    '\t',
    '\0',
    '\b\b',
    '\u007f',
    '\u0085',
  ],
  ...[
    '\u202e',
    '\u2066',
    '\u2069',
    '\u200f',
    '\u061c',
    '\u200b',
    '\u200d',
    '\u2028',
    '\u2029',
    '\ufeff',
    '\u00ad',
  ],
  ...[
    '\udc1b',
    '\udcff',
    '\ud800',
    '\udbff\ud800',
    '\u{e0041}',
    '\ufe0f',
    '\u3164',
    "'",
    '"',
    '\\',
    '…',
    '‹lost›',
  ],
);
const anything = fc
  .array(
    fc.oneof(
      hostile,
      fc.string({ unit: 'binary' }),
      fc.string({ unit: fc.nat(0xffff).map((code) => String.fromCharCode(code)) }),
    ),
    {
      maxLength: 30,
    },
  )
  .map((parts) => parts.join(''));

describe('text that anybody may have written', () => {
  it('can do nothing to a terminal or a line, whatever it is', () => {
    fc.assert(
      fc.property(anything, fc.option(fc.nat(500), { nil: undefined }), (text, longest) => {
        expect(printable(text, longest)).not.toMatch(DANGEROUS);
        expect(printableArgument(text)).not.toMatch(DANGEROUS);
        expect(printableCommand([text, null, text])).not.toMatch(DANGEROUS);
      }),
      { numRuns: 2000 },
    );
  });

  it('is bounded in length, whatever it is', () => {
    const long = fc
      .tuple(hostile, fc.integer({ min: 1, max: 20_000 }))
      .map(([part, times]) => part.repeat(times));
    fc.assert(
      fc.property(fc.oneof(anything, long), fc.nat(1000), (text, longest) => {
        expect(printable(text, longest).length).toBeLessThanOrEqual(10 * longest + 40);
        expect(printableCommand(Array(500).fill(text)).length).toBeLessThan(24 * 4200);
      }),
      { numRuns: 300 },
    );
  });

  it('is left alone where it is harmless and short', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme-ascii' }), (text) => {
        expect(printable(text)).toBe(text);
      }),
    );
  });
});
