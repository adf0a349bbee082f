/** Which of the decisions about an incident still hold. */
import { compareSeverity, type Severity } from '../detection/severity.ts';
import type { Incident } from '../incident/incident.ts';
import type { Decision, DecisionKind, Response } from './response.ts';

/** The incident as far as decisions go. */
export type Decidable = Pick<Incident, 'severity' | 'response'>;

type Of<Kind extends DecisionKind> = Extract<Decision, { readonly kind: Kind }>;

/**
 * The dismissal that holds: somebody looked and said that nothing has to be done. It ends by itself when the incident
 * becomes graver than what they saw. Nothing may be proposed or contained while it holds.
 */
export function standingDismissal({ severity, response }: Decidable): Of<'dismiss'> | null {
  const holds = (decision: Decision): decision is Of<'dismiss'> =>
    decision.kind === 'dismiss' && compareSeverity(decision.severityAtMost, severity) >= 0;
  return response.decisions.findLast(holds) ?? null;
}

/**
 * The suppression that was decided about an incident and holds at `now` (milliseconds since 1970).
 *
 * @param severity - what it has to hold for
 */
export function standingSuppression(
  { decisions }: Response,
  severity: Severity,
  now: number,
): Of<'suppress'> | null {
  const holds = (decision: Decision): decision is Of<'suppress'> =>
    decision.kind === 'suppress' &&
    now < decision.until &&
    compareSeverity(decision.severityAtMost, severity) >= 0;
  return decisions.findLast(holds) ?? null;
}
