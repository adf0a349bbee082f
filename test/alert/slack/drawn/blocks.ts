/** Block Kit as HTML, as far as our messages have it; anything else is an error and not left out. */
import type { ContextBlock, KnownBlock, SectionBlock } from '@slack/types';
import { type Html, html } from '../../../../cli/page/html.ts';
import { actions } from './actions.ts';
import { richText } from './rich-text.ts';
import { plainText } from './text-object.ts';
import { UnshownError } from './unshown.ts';

function section({ text, fields = [], accessory }: SectionBlock): Html {
  if (accessory !== undefined) throw new UnshownError('an accessory of a section');
  return html`${text === undefined ? null : html`<p>${plainText(text)}</p>`}${fields.map((field) => html`<p>${plainText(field)}</p>`)}`;
}

function context({ elements }: ContextBlock): Html {
  return html`<p class="slack-context">${elements.map((element) => {
    if (element.type === 'image') throw new UnshownError('an image in a context');
    return html`<span>${plainText(element)}</span>`;
  })}</p>`;
}

function drawn(block: KnownBlock, scope: string): Html {
  switch (block.type) {
    case 'header':
      return html`<h4>${plainText(block.text)}</h4>`;
    case 'rich_text':
      return richText(block);
    case 'section':
      return section(block);
    case 'context':
      return context(block);
    case 'divider':
      return html`<hr>`;
    case 'actions':
      return actions(block, scope);
    default:
      throw new UnshownError(`blocks of type "${block.type}"`);
  }
}

/**
 * @param scope - begins the ids of what has one: letters, digits and hyphens, once on a page
 * @throws UnshownError
 */
export function blocksHtml(blocks: readonly KnownBlock[], scope: string): Html {
  return html`${blocks.map((block, index) => html`<div class="slack-block">${drawn(block, `${scope}-${index}`)}</div>`)}`;
}
