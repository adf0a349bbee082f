/**
 * `arguments` is argv without argv[0], joined by blanks; an argument that has one stands in quotes, and quotes inside of
 * it are left as they are (cilium/tetragon pkg/process/args.go, ArgsDecoder). So whoever writes the arguments can write
 * bounds that were none: what is read is the likeliest reading, not the only one.
 */

const QUOTE = '"';

/** Index of the quote that ends the argument which begins at `start`, -1 where there is none. */
function closingQuote(text: string, start: number): number {
  for (let at = text.indexOf(QUOTE, start); at >= 0; at = text.indexOf(QUOTE, at + 1)) {
    if (at + 1 === text.length || text[at + 1] === ' ') return at;
  }
  return -1;
}

/** The words of a joined line. */
export function quotedWords(text: string): string[] {
  const words: string[] = [];
  // Older versions put a blank before a first argument that they quote.
  let at = text.startsWith(' "') ? 1 : 0;
  // Where no quote ends an argument any more, none is looked for again: a line of opening quotes would take forever.
  let mayClose = true;
  while (at <= text.length && text !== '') {
    const close = mayClose && text[at] === QUOTE ? closingQuote(text, at + 1) : -1;
    if (text[at] === QUOTE && close < 0) mayClose = false;
    // Quotes around nothing that has a blank are the argument's own.
    const isQuoted = close > 0 && text.slice(at, close).includes(' ');
    const blank = isQuoted ? close + 1 : text.indexOf(' ', at);
    const end = blank < 0 ? text.length : blank;
    words.push(isQuoted ? text.slice(at + 1, close) : text.slice(at, end));
    at = end + 1;
  }
  return words;
}
