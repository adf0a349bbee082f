/** What can be decided about an incident as it stands: by the same table as what is decided then. */
import type { Incident } from '../incident/incident.ts';
import { decide } from './decide.ts';
import { decisionId } from './decision-id.ts';
import { offerOf } from './offer.ts';
import { DECISIONS, type DecisionKind } from './response.ts';

/** Milliseconds since 1970: before any proposal ends. */
const EARLY = 0;

/**
 * For what is shown without a clock: a proposal counts as open until it is written that it is not, and a suppression holds
 * where the latest execution lies within it. A host that forges times can make nothing disappear by that.
 */
export function openDecisions(incident: Incident): DecisionKind[] {
  const { severity, response, last } = incident;
  const seen = { severity, offer: offerOf(response.containment) };
  return DECISIONS.filter((kind) => {
    const at = kind === 'suppress' ? last : EARLY;
    const by = { via: 'policy', who: 'nobody' } as const;
    const { outcome } = decide(incident, { id: decisionId([]), kind, by, at, seen });
    return outcome === 'decided';
  });
}
