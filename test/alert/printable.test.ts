import { describe, expect, it } from 'vitest';
import { printable, printableCommand } from '../../shared/alert/printable.ts';

describe('text that anybody may have written', () => {
  it.each([
    ['letters of any language', 'grüße 你好 😀 é', 'grüße 你好 😀 é'],
    ['colours', '\u001b[31mred', '\\x1b[31mred'],
    ['line ends', 'a\r\nb\u2028c\u0085', 'a\\x0d\\nb\\u{2028}c\\x85'],
    ['a change of direction', 'exe.\u202egpj', 'exe.\\u{202e}gpj'],
    ['what is not drawn', 'a\u200bb\u{e0041}', 'a\\u{200b}b\\u{e0041}'],
    ['bytes that are no UTF-8', '/tmp/\udcff\udc80', '/tmp/\\xff\\x80'],
    ['half a character', 'a\ud83d', 'a\\u{d83d}'],
  ])('shows %s', (_name, text, shown) => {
    expect(printable(text)).toBe(shown);
  });

  it('says that it was cut, and how long it was', () => {
    expect(printable('x'.repeat(500))).toBe(`${'x'.repeat(400)}… (500 characters)`);
    expect(printable('abcdef', 3)).toBe('abc… (6 characters)');
  });
});

describe('a command line', () => {
  it.each<[string, (string | null)[], string]>([
    ['quotes where a shell would take apart', ['sh', '-c', "it's $HOME"], "sh -c 'it'\\''s $HOME'"],
    ['shows what is empty', ['cp', '', '/tmp/a'], "cp '' /tmp/a"],
    ['tells an argument that was lost from one that says so', [null, '‹lost›'], "‹lost› '‹lost›'"],
    ['quotes what is no plain word', ['a\nb', 'ä'], "'a\\nb' 'ä'"],
  ])('%s', (_name, argv, shown) => {
    expect(printableCommand(argv)).toBe(shown);
  });

  it('is cut after so many arguments, which it says', () => {
    expect(printableCommand(['a', 'b', 'c', 'd'], 2)).toBe('a b … (4 arguments)');
    expect(printableCommand(['a', 'b'], 2)).toBe('a b');
  });
});
