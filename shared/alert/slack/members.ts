/** Members of a workspace in our sentences: shown by name, which only Slack knows. */
import type { RichTextElement } from '@slack/types';
import { says } from './rich-text.ts';

/** As decided-by.ts names them; split at what is captured, every second part is an id. */
const MEMBER = /Slack member ([UW][A-Z0-9]{2,30})\b/;

/** @param sentence - our own words; nothing that a host had a hand in may be in it */
export function withMembers(sentence: string): RichTextElement[] {
  return sentence
    .split(MEMBER)
    .map((part, index): RichTextElement => (index % 2 === 1 ? { type: 'user', user_id: part } : says(part)))
    .filter((piece) => piece.type !== 'text' || piece.text !== '');
}
