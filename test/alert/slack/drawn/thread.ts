/** What Slack shows of an incident after its last generation: the notification, the first message as edited, its thread. */
import { readFileSync } from 'node:fs';
import { type Html, html } from '../../../../cli/page/html.ts';
import { alertMessage } from '../../../../shared/alert/slack/alert-message.ts';
import type { SlackMessage } from '../../../../shared/alert/slack/slack-message.ts';
import { hasNewsForThread, updateMessage } from '../../../../shared/alert/slack/update-message.ts';
import type { Incident } from '../../../../shared/incident/incident.ts';
import type { Generations } from '../../recorded-incidents.ts';
import { blocksHtml } from './blocks.ts';

/** How it looks; for `pageDocument`. */
export const SLACK_CSS = readFileSync(new URL('slack.css', import.meta.url), 'utf8');

/** `03:07`, when a generation is told: what comes of an execution is told within seconds. */
function clock({ last }: Incident): string {
  return new Date(last).toISOString().slice(11, 16);
}

/** What a telephone shows of it. */
function notification({ text }: SlackMessage): Html {
  return html`<p class="slack-notification"><b>ldwatch</b> <span>${text}</span></p>`;
}

function message(shown: SlackMessage, posted: Incident, isEdited: boolean, scope: string): Html {
  return html`<div class="slack-message"><span class="slack-avatar" aria-hidden="true">ld</span><div>
<p class="slack-from"><b>ldwatch</b> <span class="slack-app">APP</span> <time>${clock(posted)}</time></p>
${blocksHtml(shown.blocks, scope)}${isEdited ? html`<p class="slack-edited">(edited)</p>` : null}</div></div>`;
}

/** One message by itself, as a webhook posts it. */
export function slackPost(shown: SlackMessage, incident: Incident, scope: string): Html {
  return html`<div class="slack">${notification(shown)}${message(shown, incident, false, scope)}</div>`;
}

/**
 * As a bot tells it.
 *
 * @param generations - of one incident, the first first; at least one
 * @param scope - begins ids: letters, digits and hyphens, once on a page
 * @throws UnshownError
 */
export function slackThread(generations: Generations, scope: string): Html {
  const [first] = generations;
  const latest = generations.at(-1) ?? first;
  const current = alertMessage(latest, { buttons: true });
  const updates = generations.filter(hasNewsForThread);
  const replies = updates.map((incident, index) =>
    message(updateMessage(incident, null), incident, false, `${scope}-${index + 1}`),
  );
  return html`<div class="slack">${notification(alertMessage(first))}
${message(current, first, latest.generation > first.generation, `${scope}-0`)}
${replies.length === 0 ? null : html`<div class="slack-thread"><p class="slack-replies">${replies.length} ${replies.length === 1 ? 'reply' : 'replies'}</p>${replies}</div>`}</div>`;
}
