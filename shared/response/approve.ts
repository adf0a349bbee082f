/** What an approval makes of each state: at most one has an effect. */
import { offerOf } from './offer.ts';
import { type Refusal, refused } from './refusal.ts';
import type { DecisionRequest } from './request.ts';
import type { Containment } from './response.ts';
import { type Decidable, standingDismissal } from './standing.ts';

type Proposed = Extract<Containment, { readonly state: 'proposed' }>;

/** In a dry run the approval is written down and leads nowhere: not to a state that anything acts on. */
const DRY_RUN = 'this is a dry run: the approval was written down, and nothing is done';

function approveProposed(containment: Proposed, { id, at, seen }: DecisionRequest): Containment | Refusal {
  const { plan, until } = containment;
  if (at >= until) return refused.expired(until);
  if (seen.offer !== offerOf(containment)) return refused.changed();
  if (plan.dryRun) return { state: 'withheld', because: [DRY_RUN], plan };
  return { state: 'approved', plan, decision: id, at };
}

/** @returns the state that the approval leads to, or why it is refused */
export function approve(incident: Decidable, request: DecisionRequest): Containment | Refusal {
  const { response } = incident;
  const { containment } = response;
  const dismissal = standingDismissal(incident);
  switch (containment.state) {
    case 'none':
      return dismissal === null ? refused.nothingProposed() : refused.dismissed(dismissal);
    case 'withheld':
      if (dismissal !== null) return refused.dismissed(dismissal);
      return response.decisions.some(({ kind }) => kind === 'approve')
        ? refused.approvedBefore(response, ', and it is withheld')
        : refused.withheld();
    case 'proposed':
      // Nobody proposes what was dismissed; should it stand there all the same, it is not done.
      return dismissal === null ? approveProposed(containment, request) : refused.dismissed(dismissal);
    case 'approved':
      return refused.approvedBefore(response, '');
    case 'running':
      return refused.approvedBefore(response, ', and it is under way');
    case 'contained':
      return refused.approvedBefore(response, ', and it is done');
    case 'failed':
      return refused.approvedBefore(response, ', and it failed');
    case 'release-approved':
    case 'releasing':
    case 'released':
    case 'release-failed':
      return refused.releasedBefore(response, '');
  }
}
