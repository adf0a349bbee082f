/** What whoever pressed a button is told, and nobody else. */
import { withMembers } from '../../shared/alert/slack/members.ts';
import { plainLine } from '../../shared/alert/slack/rich-text.ts';
import type { SlackMessage } from '../../shared/alert/slack/slack-message.ts';
import type { Recorded } from '../../shared/response/decision-recorder.ts';
import type { Decision, Response } from '../../shared/response/response.ts';

/** For whoever may not decide. */
export const NOT_ALLOWED =
  'Nothing was decided: you are not on the list of those who may (slack.approvers in the configuration of ldwatch).';

function written({ kind }: Decision, { containment }: Response): string {
  switch (kind) {
    case 'approve':
      return containment.state === 'withheld'
        ? 'Your approval is written down. This is a dry run: nothing is done.'
        : 'Your approval is written down. The thread tells what comes of it.';
    case 'dismiss':
      return 'Your dismissal is written down.';
    case 'suppress':
      return 'Your suppression is written down: this behaviour is counted and not told for seven days, unless it becomes graver.';
    case 'release':
      return 'Your release is written down. The thread tells what comes of it.';
  }
}

/** A sentence or two. */
export function sentenceFor(recorded: Recorded): string {
  switch (recorded.outcome) {
    case 'decided':
    case 'repeated':
      return written(recorded.decision, recorded.incident.response);
    case 'refused':
      return `Nothing was decided. ${recorded.sentence}`;
    case 'unknown-incident':
      return 'Nothing was decided: the incident is not kept any more.';
  }
}

/** @param sentence - of the above */
export function answerMessage(sentence: string): SlackMessage {
  return {
    // Shown where blocks can't be; there Slack reads markup.
    text: sentence.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;'),
    blocks: [{ type: 'rich_text', elements: [plainLine(...withMembers(sentence))] }],
  };
}
