/** Text objects of blocks: plain ones alone. */
import { type Html, html } from '../../../../cli/page/html.ts';
import { withEmoji } from './emoji.ts';
import { UnshownError } from './unshown.ts';

/** As composition objects have it: `emoji` says whether names between colons are drawn. */
interface TextObject {
  readonly type: string;
  readonly text: string;
  readonly emoji?: boolean;
}

/** @throws UnshownError for mrkdwn: Slack looks for markup and mentions in it, so that no message of ours has it */
export function plainText({ type, text, emoji = true }: TextObject): Html {
  if (type !== 'plain_text') throw new UnshownError(`text of type "${type}"`);
  return emoji ? withEmoji(text) : html`${text}`;
}
