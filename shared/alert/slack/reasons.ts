/** Reasons, one by one. What they repeat of a host stands in quotes (quoted.ts): that is set as code, the rest is ours. */
import type { RichTextElement, RichTextSection } from '@slack/types';
import type { FindingSnapshot } from '../../incident/snapshot.ts';
import { printable } from '../printable.ts';
import type { Room } from './message-size.ts';
import { plainLine, says, shows } from './rich-text.ts';

/** A quoted name, or the rest of one where the sentence was cut inside it (snapshot.ts). */
const QUOTED = /("(?:[^"\\]|\\.)*(?:"|\\?$))/su;
/** Names in one sentence: of libraries ten are named at most (execute-reasons.ts). What comes after is all set as code. */
const MOST_NAMES = 12;

/** A sentence of ours, with the names that it quotes set as code. */
export function sentence(text: string, { longest }: Room): RichTextElement[] {
  const whole = text.length > 2 * longest ? `${text.slice(0, 2 * longest)}…` : text;
  // Split at what is captured: every second part is a name.
  const parts = whole.split(QUOTED);
  const rest = parts.splice(2 * MOST_NAMES).join('');
  const pieces = parts.map((part, index) => (index % 2 === 1 ? shows(part, longest) : says(printable(part))));
  return [...pieces, ...(rest === '' ? [] : [shows(rest, longest)])].filter(
    ({ text: shown }) => shown !== '',
  );
}

/** A sentence of ours without the names that it quotes: for where nothing can be set as code. */
export function withoutNames(text: string): string {
  return text
    .split(QUOTED)
    .map((part, index) => (index % 2 === 1 ? '"…"' : part))
    .join('');
}

/** At least one line: Slack refuses a list without any. */
export function reasonLines({ reasons }: FindingSnapshot, room: Room): RichTextSection[] {
  const lines = reasons
    .slice(0, room.most)
    .map(({ text }) => plainLine(...sentence(text === '' ? 'not given' : text, room)));
  const more = reasons.length - lines.length;
  if (more > 0) lines.push(plainLine(says(`and ${more} more`)));
  return lines.length > 0 ? lines : [plainLine(says('none was recorded'))];
}
