import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { inCode, inSentence } from '../../shared/alert/chat-text.ts';
import { hostileText } from './ocsf-hostile.ts';

describe('inCode', () => {
  it.each([
    ['a path', '/tmp/.w/payload', '`/tmp/.w/payload`'],
    ['the end of a code span', 'a`b', '`a\\x60b`'],
    [
      "Slack's mentions and links",
      '<!here> <http://evil|bank>',
      '`\\x3c!here\\x3e \\x3chttp://evil\\x7cbank\\x3e`',
    ],
    ["Slack's entities", '&lt;', '`\\x26lt;`'],
    ['a mention by name', '@SRE-Team', '`\\x40SRE-Team`'],
    ['links of Markdown', '[bank](http://evil)', '`\\x5bbank\\x5d(http://evil)`'],
    ['bold and struck out', '*a* ~b~', '`\\x2aa\\x2a \\x7eb\\x7e`'],
    ['line ends', 'a\nb', '`a\\nb`'],
    ['bytes that are no UTF-8', '\udcff', '`\\xff`'],
    ['nothing', '', '`‹empty›`'],
    ['blanks', ' ', '`‹empty›`'],
    ['what is long', 'abcdefghij', '`abcdefghij`'],
    ['what is too long', 'x'.repeat(50), `\`${'x'.repeat(17)}…\``],
  ])('shows %s', (_, text, shown) => {
    expect(inCode(text, 20 + (text.length < 30 ? 60 : 0))).toBe(shown);
  });

  it('is one code span of no more than its length, whatever is in it', () => {
    fc.assert(
      fc.property(hostileText(), fc.integer({ min: 10, max: 300 }), (text, longest) => {
        const shown = inCode(text, longest);
        expect(shown).toMatch(/^`[^`\n<>&@[\]*~|]+`$/);
        expect(shown.length).toBeLessThanOrEqual(longest);
      }),
    );
  });
});

describe('inSentence', () => {
  it.each([
    ['"/tmp/x" was run by "/lib/ld.so", so …', '`"/tmp/x"` was run by `"/lib/ld.so"`, so …'],
    ['"a \\" <!here>" was run', '`"a \\" \\x3c!here\\x3e"` was run'],
    ['no name at all', 'no name at all'],
    ['a name that was cut: "/tmp/x', 'a name that was cut: `"/tmp/x`'],
    ['http://evil and www.evil.example <@U1>', 'http\\x3a//evil and www\\x2eevil.example \\x3c\\x40U1\\x3e'],
  ])('%s', (sentence, shown) => {
    expect(inSentence(sentence, 200)).toBe(shown);
  });

  it('ends its code spans, and has nothing outside of them that a chat acts on', () => {
    const sentence = fc.array(
      fc.oneof(hostileText(200), fc.constantFrom('"', '\\', '`', 'https://x', '<!here>')),
    );
    fc.assert(
      fc.property(sentence, fc.integer({ min: 90, max: 400 }), (parts, longest) => {
        const shown = inSentence(parts.join(' '), longest);
        expect(shown.length).toBeLessThanOrEqual(longest);
        const free = shown.replaceAll(/`[^`]+`/g, '');
        expect(free).not.toMatch(/[`\n<>&@[\]*~|]|:\/\/|www\./i);
      }),
    );
  });
});
