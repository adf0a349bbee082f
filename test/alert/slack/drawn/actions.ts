/** Buttons, and the question that Slack asks before one does what it says: opened and closed without a script. */
import type { ActionsBlock, Button, ConfirmationDialog } from '@slack/types';
import { type Html, html } from '../../../../cli/page/html.ts';
import { plainText } from './text-object.ts';
import { UnshownError } from './unshown.ts';

function dialog({ title, text, confirm, deny, style = 'primary' }: ConfirmationDialog, id: string): Html {
  if (title === undefined || confirm === undefined || deny === undefined)
    throw new UnshownError('a confirmation dialog without all of its texts');
  return html`<div class="slack-dialog" id="${id}" popover role="dialog" aria-labelledby="${id}-title">
<p class="slack-dialog-title" id="${id}-title">${plainText(title)}</p><p>${plainText(text)}</p>
<p class="slack-buttons"><button type="button" class="slack-button" popovertarget="${id}" popovertargetaction="hide" autofocus>${plainText(deny)}</button>
<button type="button" class="slack-button ${style}" popovertarget="${id}" popovertargetaction="hide">${plainText(confirm)}</button></p></div>`;
}

function button({ text, url, style, confirm, accessibility_label }: Button, id: string): Html {
  const classes = `slack-button ${style ?? ''}`.trim();
  const label = accessibility_label === undefined ? null : html` aria-label="${accessibility_label}"`;
  if (url !== undefined)
    return html`<a class="${classes}" href="${url}" rel="noreferrer"${label}>${plainText(text)}</a>`;
  if (confirm === undefined)
    return html`<button type="button" class="${classes}"${label}>${plainText(text)}</button>`;
  return html`<button type="button" class="${classes}" popovertarget="${id}"${label}>${plainText(text)}</button>${dialog(confirm, id)}`;
}

/**
 * @param scope - begins the ids of its dialogs: letters, digits and hyphens, once on a page
 * @throws UnshownError
 */
export function actions({ elements }: ActionsBlock, scope: string): Html {
  return html`<div class="slack-buttons">${elements.map((element, index) => {
    if (element.type !== 'button') throw new UnshownError(`"${element.type}" among actions`);
    return button(element, `${scope}-${index}`);
  })}</div>`;
}
