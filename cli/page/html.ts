/**
 * HTML that what it shows can't break. Every value in a template is text: escaped, with controls, directions and
 * invisible characters as escapes (printable.ts), and cut; only what was made by a template goes in as markup.
 */
import { printable } from '../../shared/alert/printable.ts';

/** Characters of one value: callers cut earlier where they know better. */
const LONGEST = 4_000;

/** More accents than any script puts on one letter would be drawn over the lines above and below. */
const STACKED = /(\p{M}{4})(\p{M}+)/gu;

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

function codePoints(marks: string): string {
  return [...marks].map((mark) => `\\u{${(mark.codePointAt(0) ?? 0).toString(16)}}`).join('');
}

function escaped(text: string): string {
  return printable(text, LONGEST)
    .replace(STACKED, (_all, shown: string, rest: string) => shown + codePoints(rest))
    .replace(/[&<>"']/g, (character) => ENTITIES[character] ?? '');
}

/** What a template takes; null is nothing. */
export type HtmlValue = string | number | Html | null | readonly HtmlValue[];

function markupOf(value: HtmlValue): string {
  if (value === null) return '';
  if (typeof value === 'number') return String(value);
  if (typeof value === 'string') return escaped(value);
  return value instanceof Html ? value.markup : value.map(markupOf).join('');
}

/** A piece of markup. */
export class Html {
  readonly markup: string;

  private constructor(markup: string) {
    this.markup = markup;
  }

  /** Use as `html`. */
  static fromTemplate(pieces: TemplateStringsArray, ...values: readonly HtmlValue[]): Html {
    return new Html(pieces.map((piece, index) => piece + markupOf(values[index] ?? null)).join(''));
  }

  /** A style sheet of this program's own: nothing in it is escaped. */
  static style(css: string): Html {
    return new Html(`<style>${css}</style>`);
  }
}

/** A template whose values are escaped, for text and for attributes in double quotes. */
export const html = Html.fromTemplate;

/**
 * Text that comes from a log, kept apart from our words: in a box of its own for the order of characters, which is the
 * one that they are written in, whatever script they belong to.
 */
export function fromLog(text: string): Html {
  return html`<bdo dir="ltr">${text}</bdo>`;
}

/** Lines as they are, each made safe; the box can be scrolled by keyboard. */
export function preformatted(label: string, lines: readonly string[]): Html {
  return html`<pre tabindex="0" role="region" aria-label="${label}">${lines.map((line) => html`${fromLog(line)}\n`)}</pre>`;
}
