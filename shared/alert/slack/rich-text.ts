/**
 * Lines of a Slack message as rich text: every piece is an element of its own that says what it is. Slack looks for no
 * markup in the text of such an element: no `*bold*`, no backticks that end a code span, no `<!channel>`, no links
 * (docs.slack.dev, "Rich text block"; mentions and links are other types of elements). So nothing needs to be escaped,
 * and nothing that was forgotten to be escaped can take effect.
 *
 * What a host wrote is always set as code, and our words never are: whatever it says, it can't pass for ours.
 */
import type { RichTextBlock, RichTextElement, RichTextSection, RichTextText } from '@slack/types';
import { printable } from '../printable.ts';

/** Our own words. */
export function says(text: string): RichTextText {
  return { type: 'text', text };
}

/** Our own words that one should see first. */
export function stresses(text: string): RichTextText {
  return { type: 'text', text, style: { bold: true } };
}

/**
 * What a host wrote, on one line: what would break the line, hide or change direction is shown as an escape.
 *
 * @param longest - characters after which it is cut, which is shown
 */
export function shows(text: string, longest: number): RichTextText {
  // Slack refuses an element without text.
  return { type: 'text', text: printable(text, longest) || '‹empty›', style: { code: true } };
}

/** A line that begins with a word of ours. */
export function line(label: string, ...pieces: readonly RichTextElement[]): RichTextSection {
  return { type: 'rich_text_section', elements: [stresses(`${label}: `), ...pieces] };
}

/** A line without one. */
export function plainLine(...pieces: readonly RichTextElement[]): RichTextSection {
  return { type: 'rich_text_section', elements: [...pieces] };
}

/** Lines, each with a bullet before it that no host can write. */
export function bullets(lines: readonly RichTextSection[]): RichTextBlock {
  return {
    type: 'rich_text',
    elements: [{ type: 'rich_text_list', style: 'bullet', elements: [...lines] }],
  };
}

/** A paragraph. */
export function paragraph(...pieces: readonly RichTextElement[]): RichTextBlock {
  return { type: 'rich_text', elements: [plainLine(...pieces)] };
}

/** Pieces with commas between them. */
export function listed(pieces: readonly RichTextText[]): RichTextText[] {
  return pieces.flatMap((piece, index) => (index === 0 ? [piece] : [says(', '), piece]));
}
