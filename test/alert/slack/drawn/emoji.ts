/** Emoji by the names that Slack has for them. Circles are drawn, so that no font decides whether a colour is seen. */
import { type Html, html } from '../../../../cli/page/html.ts';
import { UnshownError } from './unshown.ts';

const CIRCLES = new Set([
  'red_circle',
  'large_orange_circle',
  'large_yellow_circle',
  'large_blue_circle',
  'white_circle',
]);

/** @throws UnshownError for a name that no message of ours has had */
export function emoji(name: string): Html {
  if (!CIRCLES.has(name)) throw new UnshownError(`the emoji :${name}:`);
  return html`<span class="slack-circle ${name}" role="img" aria-label="${name.replaceAll('_', ' ')}"></span>`;
}

/** Plain text, where Slack reads `:name:` as an emoji. */
export function withEmoji(text: string): Html {
  // Split at what is captured: every second part is a name.
  const parts = text.split(/:([a-z\d_+-]+):/);
  return html`${parts.map((part, index) => (index % 2 === 1 ? emoji(part) : html`${part}`))}`;
}
