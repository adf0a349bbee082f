/** What a release makes of each state: it undoes what an automation did, and nothing else. */
import { offerOf } from './offer.ts';
import { type Refusal, refused } from './refusal.ts';
import type { DecisionRequest } from './request.ts';
import type { Containment, ContainmentPlan } from './response.ts';
import type { Decidable } from './standing.ts';

/** @returns the state that the release leads to, or why it is refused */
export function release(incident: Decidable, request: DecisionRequest): Containment | Refusal {
  const { response } = incident;
  const { containment } = response;
  const undo = (plan: ContainmentPlan, contained: string): Containment | Refusal => {
    if (plan.dryRun) return refused.dryRun();
    if (request.seen.offer !== offerOf(containment)) return refused.changed();
    return { state: 'release-approved', plan, contained, decision: request.id, at: request.at };
  };
  switch (containment.state) {
    case 'none':
    case 'withheld':
    case 'proposed':
    case 'approved':
      return refused.nothingContained();
    case 'running':
      return refused.underWay('containment');
    case 'contained':
      return undo(containment.plan, containment.execution);
    case 'failed':
      return containment.execution === null
        ? refused.nothingContained()
        : undo(containment.plan, containment.execution);
    case 'release-approved':
    case 'releasing':
      return refused.releasedBefore(response, ', and it is under way');
    case 'released':
      return refused.releasedBefore(response, '');
    case 'release-failed':
      return undo(containment.plan, containment.contained);
  }
}
