import { describe, expect, it } from 'vitest';
import { fromLog, html, preformatted } from '../../../cli/page/html.ts';

describe('a template', () => {
  it.each([
    ['markup', '<b>&amp;</b>', '&lt;b&gt;&amp;amp;&lt;/b&gt;'],
    ['quotes of both kinds', `"'`, '&quot;&#39;'],
    ['line breaks', 'a\nb\r\u2028', 'a\\nb\\x0d\\u{2028}'],
    ['what turns or hides text', '\u202e\u200b\u00ad', '\\u{202e}\\u{200b}\\xad'],
    ['bytes that are no text', '\udcff\ud83d', '\\xff\\u{d83d}'],
    [
      'accents on accents, from the fifth on',
      `e${'\u0301'.repeat(6)}`,
      `e${'\u0301'.repeat(4)}\\u{301}\\u{301}`,
    ],
  ])('shows %s as text', (_what, text, markup) => {
    expect(html`<p title="${text}">${text}</p>`.markup).toBe(`<p title="${markup}">${markup}</p>`);
  });

  it('takes numbers, nothing, lists and other templates as they are', () => {
    expect(html`${1}${null}${['<', html`<b>${2}</b>`]}`.markup).toBe('1&lt;<b>2</b>');
  });

  it('cuts what nobody cut before, and says so', () => {
    expect(html`${'x'.repeat(2_000_000)}`.markup).toMatch(/^x{4000}… \(2000000 characters\)$/);
  });

  it('takes no object that only looks like a template', () => {
    const forged = { markup: '<b>' } as never;

    expect(() => html`${forged}`.markup).toThrow(TypeError);
  });
});

describe('text of a log', () => {
  it('has an order of its own', () => {
    expect(fromLog('<\u05d0').markup).toBe('<bdo dir="ltr">&lt;\u05d0</bdo>');
  });

  it('of several lines keeps those lines and gets no other', () => {
    expect(preformatted('L', ['a\nb', 'c']).markup).toMatch(
      />a\\nb<\/bdo>\n<bdo dir="ltr">c<\/bdo>\n<\/pre>$/,
    );
  });
});
