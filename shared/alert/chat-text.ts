/**
 * Text of a host for a chat, whichever it is: Amazon Q Developer hands it to Slack as Slack's markup and to Teams as
 * Markdown ("client-markdown"), and each makes links, mentions and formats of other characters. So it isn't escaped
 * for one of them, but every character that means something to any is shown as `\x3c`, which means nothing to any,
 * and the whole stands in a code span, where paths aren't taken for links or emoji.
 */
import { fitted } from './fitting.ts';
import { printable } from './printable.ts';

/** Markup, links and mentions of Slack (`<!here>`, `&lt;`), of Markdown (`[x](y)`, `*`, `~`, `|`), and `@name`. */
const ACTIVE = /[`<>&@[\]*~|]/g;
/** What is taken for a link where it stands free. */
const LINK = /:\/\/|\bwww\./gi;
/** A name in quotes, as reasons have it (quoted.ts); cut ones end where the text does. */
const QUOTED = /"(?:[^"\\]|\\.)*(?:"|$)/g;

/** Of a name in a sentence. */
const LONGEST_NAME = 80;

function hex(character: string): string {
  return `\\x${character.charCodeAt(0).toString(16)}`;
}

function withoutMarkup(text: string): string {
  return text.replaceAll(ACTIVE, hex);
}

/** In a code span of `longest` characters at most, never an empty one. */
export function inCode(text: string, longest: number): string {
  const shown = fitted(withoutMarkup(printable(text, longest)), longest - 2);
  return /\S/.test(shown) ? `\`${shown}\`` : '`‹empty›`';
}

function free(text: string): string {
  return withoutMarkup(text).replaceAll(LINK, (link) => link.replace(/[:.]/, hex));
}

/** A sentence of ours with names of a host in quotes: the names become code spans. `longest` characters at most. */
export function inSentence(sentence: string, longest: number): string {
  const safe = printable(sentence, longest);
  const names = [...safe.matchAll(QUOTED)];
  let text = '';
  let end = 0;
  for (const { 0: name, index } of names) {
    text += free(safe.slice(end, index));
    // Rather shorter than with a code span that never ends.
    if (text.length + LONGEST_NAME >= longest) return fitted(text, longest);
    text += inCode(name, LONGEST_NAME);
    end = index + name.length;
  }
  return fitted(text + free(safe.slice(end)), longest);
}
