/** Whoever decided, in words. */
import { printable } from '../alert/printable.ts';
import type { DecidedBy } from './response.ts';

const LONGEST = 128;

/** For the middle of a sentence; `Slack member U…` is what Slack's messages make a mention of (slack/decisions.ts). */
export function decider({ via, who }: DecidedBy): string {
  switch (via) {
    case 'slack':
      return `Slack member ${printable(who, LONGEST)}`;
    case 'cli':
      // What somebody calls themself may not pass for a member of Slack's.
      return `${printable(who, LONGEST).replaceAll(/slack member/gi, 'Slack-member')} (command line)`;
    case 'policy':
      return `the policy of ${printable(who, LONGEST)}`;
  }
}
