/** What a dismissal makes of each state: it withdraws what is proposed, and hides nothing that is under way or contained. */
import { type Refusal, refused } from './refusal.ts';
import { type DecisionRequest, isGraver } from './request.ts';
import type { Containment } from './response.ts';
import { type Decidable, standingDismissal } from './standing.ts';

const DISMISSED = 'the incident was dismissed';

/** @returns the state that the dismissal leads to, or why it is refused */
export function dismiss(incident: Decidable, request: DecisionRequest): Containment | Refusal {
  const { response } = incident;
  const { containment } = response;
  const unlessDecided = (containment: Containment): Containment | Refusal => {
    const dismissal = standingDismissal(incident);
    if (dismissal !== null) return refused.dismissed(dismissal);
    return isGraver(incident, request) ? refused.graver() : containment;
  };
  switch (containment.state) {
    case 'none':
      return unlessDecided({ state: 'withheld', because: [DISMISSED], plan: null });
    case 'withheld':
      return unlessDecided({ state: 'withheld', because: [DISMISSED], plan: containment.plan });
    case 'proposed':
      // Whatever was decided before, it is there, and has to go away.
      return isGraver(incident, request)
        ? refused.graver()
        : { state: 'withheld', because: [DISMISSED], plan: containment.plan };
    case 'approved':
      return refused.approvedBefore(response, '');
    case 'running':
      return refused.approvedBefore(response, ', and it is under way');
    case 'contained':
    case 'release-failed':
      return refused.stillContained();
    case 'failed':
      // What was never started changed nothing.
      return containment.execution === null ? unlessDecided(containment) : refused.stillContained();
    case 'release-approved':
    case 'releasing':
      return refused.underWay('release');
    case 'released':
      return unlessDecided(containment);
  }
}
