/**
 * Buttons of an alert: what can be decided now, and nothing else. Blocks of their own, which no text of a host can become;
 * what they carry comes back in a request that Slack signs (shared/slack/button.ts).
 */
import type { ActionsBlock, Button, ConfirmationDialog, PlainTextElement } from '@slack/types';
import type { Incident } from '../../incident/incident.ts';
import { offerOf } from '../../response/offer.ts';
import { openDecisions } from '../../response/open-decisions.ts';
import type { Containment, ContainmentPlan, DecisionKind } from '../../response/response.ts';
import { actionIdOf, buttonValue } from '../../slack/button.ts';
import { fitted } from '../fitting.ts';
import { printable } from '../printable.ts';
import { targetText } from '../response-text.ts';
import { withoutNames } from './reasons.ts';

/** Characters of a dialog's text (docs.slack.dev, "Confirmation dialog object"). */
const LONGEST_TEXT = 300;

const LABELS: Readonly<Record<DecisionKind, string>> = {
  approve: 'Approve containment',
  release: 'Release',
  dismiss: 'Dismiss',
  suppress: 'Suppress 7 days',
};

/** The first is the one that is most likely wanted. */
const ORDER: readonly DecisionKind[] = ['approve', 'release', 'dismiss', 'suppress'];

/** Slack looks for no markup in it. */
function plain(text: string): PlainTextElement {
  return { type: 'plain_text', text, emoji: false };
}

function planOf(containment: Containment): ContainmentPlan | null {
  return 'plan' in containment ? containment.plan : null;
}

/** What happens then, to what: whoever agrees has read it. */
function confirmation(kind: DecisionKind, containment: Containment): ConfirmationDialog | null {
  const plan = planOf(containment);
  if (plan === null) return null;
  const target = targetText(plan.target);
  const dialog = (title: string, text: string, confirm: string): ConfirmationDialog => ({
    title: plain(title),
    text: plain(fitted(printable(text, LONGEST_TEXT), LONGEST_TEXT)),
    confirm: plain(confirm),
    deny: plain('Cancel'),
    style: 'danger',
  });
  switch (kind) {
    case 'approve': {
      const steps = plan.steps.map(({ does }, index) => `${index + 1}. ${withoutNames(does)}`).join(' ');
      const title = plan.dryRun ? 'Approve this dry run?' : 'Contain this host?';
      return dialog(title, `${target}: ${steps}`, plan.dryRun ? 'Approve' : 'Contain');
    }
    case 'release':
      return dialog('Release this host?', `${target}: everything that was changed is put back.`, 'Release');
    case 'dismiss':
    case 'suppress':
      return null;
  }
}

function button(incident: Incident, kind: DecisionKind): Button {
  const { id, generation, severity, response } = incident;
  const { containment } = response;
  const confirm = confirmation(kind, containment);
  const style = kind === 'approve' ? ({ style: 'danger' } as const) : {};
  return {
    type: 'button',
    action_id: actionIdOf(kind),
    text: plain(LABELS[kind]),
    value: buttonValue({ incident: id, generation, severity, offer: offerOf(containment) }),
    ...style,
    ...(confirm === null ? {} : { confirm }),
  };
}

/** No block where nothing can be decided: Slack refuses an empty one. */
export function buttonsOf(incident: Incident): ActionsBlock[] {
  const open = new Set(openDecisions(incident));
  const elements = ORDER.filter((kind) => open.has(kind)).map((kind) => button(incident, kind));
  return elements.length === 0 ? [] : [{ type: 'actions', elements }];
}
