/** Rich text as Slack draws it: each element is what it says it is, and no text is read as markup. */
import type { RichTextBlock, RichTextElement, RichTextSection, RichTextText } from '@slack/types';
import { type Html, html } from '../../../../cli/page/html.ts';
import { emoji } from './emoji.ts';
import { UnshownError } from './unshown.ts';

/** A template cuts a text that is longer than its own bound: in parts it is whole, and no character is taken apart. */
function whole(text: string): Html {
  return html`${[...text.matchAll(/.{1,1500}/gsu)].map(([part]) => part)}`;
}

function styled({ text, style = {} }: Pick<RichTextText, 'text' | 'style'>): Html {
  const { bold, italic, strike, code, ...others } = style;
  for (const [name, isSet] of Object.entries(others)) if (isSet) throw new UnshownError(`the style ${name}`);
  let shown = whole(text);
  if (code) shown = html`<code><bdo dir="ltr">${shown}</bdo></code>`;
  if (strike) shown = html`<s>${shown}</s>`;
  if (italic) shown = html`<i>${shown}</i>`;
  return bold ? html`<b>${shown}</b>` : shown;
}

function element(piece: RichTextElement): Html {
  switch (piece.type) {
    case 'text':
      return styled(piece);
    case 'emoji':
      return emoji(piece.name);
    case 'link':
      return html`<a href="${piece.url}" rel="noreferrer">${styled({ ...piece, text: piece.text ?? piece.url })}</a>`;
    // Slack shows names, which only it knows.
    case 'channel':
      return html`<span class="slack-mention">#${piece.channel_id}</span>`;
    case 'user':
      return html`<span class="slack-mention">@${piece.user_id}</span>`;
    default:
      throw new UnshownError(`"${piece.type}" in rich text`);
  }
}

function section({ elements }: RichTextSection): Html {
  return html`${elements.map(element)}`;
}

/** @throws UnshownError */
export function richText({ elements }: RichTextBlock): Html {
  return html`${elements.map((part) => {
    switch (part.type) {
      case 'rich_text_section':
        return html`<p>${section(part)}</p>`;
      case 'rich_text_list':
        if (part.style === 'ordered')
          return html`<ol>${part.elements.map((item) => html`<li>${section(item)}</li>`)}</ol>`;
        return html`<ul>${part.elements.map((item) => html`<li>${section(item)}</li>`)}</ul>`;
      default:
        throw new UnshownError(`"${part.type}" in rich text`);
    }
  })}`;
}
