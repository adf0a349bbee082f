/** How grave it is, before anything is read: a colour and a word. */
import type { HeaderBlock, RichTextElement } from '@slack/types';
import type { Severity } from '../../detection/severity.ts';
import type { Incident } from '../../incident/incident.ts';
import { says, stresses } from './rich-text.ts';

/** Circles by Slack's names, which has all five; the word is there for whoever doesn't see colours. */
const CIRCLES: Readonly<Record<Severity, string>> = {
  critical: 'red_circle',
  high: 'large_orange_circle',
  medium: 'large_yellow_circle',
  low: 'large_blue_circle',
  info: 'white_circle',
};

/** The kinds of findings in a few words. */
const WHAT: Readonly<Record<Incident['gravest']['kind'], string>> = {
  execute: 'program run through the loader',
  stage: 'loader put under another name',
  'foreign-interpreter': "loader outside the system's directories",
  inject: 'library injected by the environment',
};

/** The first line of an alert; nothing in it is from a host, and it is far below the 150 characters of a header. */
export function headerOf({ severity, environment, gravest: { kind } }: Incident): HeaderBlock {
  const text = `:${CIRCLES[severity]}: ${severity.toUpperCase()} in ${environment}: ${WHAT[kind]}`;
  return { type: 'header', text: { type: 'plain_text', text, emoji: true } };
}

/** The same inside a line. */
export function markOf(severity: Severity): RichTextElement[] {
  return [{ type: 'emoji', name: CIRCLES[severity] }, says(' '), stresses(severity.toUpperCase())];
}
