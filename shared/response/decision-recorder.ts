/** Takes decisions into incidents: whoever is first decides, the others are told so. */
import type { Incident, IncidentId } from '../incident/incident.ts';
import type { Suppression } from '../incident/suppression.ts';
import { decide, type Outcome } from './decide.ts';
import { decider } from './decided-by.ts';
import type { Refusal } from './refusal.ts';
import type { DecisionRequest } from './request.ts';
import type { Decision } from './response.ts';
import type { ResponseWriter } from './response-writer.ts';
import { standingSuppression } from './standing.ts';

/** What it works with. */
export interface DecisionRecorderSurroundings {
  readonly writer: Pick<ResponseWriter, 'change'>;
  readonly suppressions: { put(suppression: Suppression): Promise<void> };
}

/** A decision that is written, the same request again, or why there is none; `incident` as it is now. */
export type Recorded =
  | {
      readonly outcome: 'decided' | 'repeated';
      readonly decision: Decision;
      readonly incident: Incident;
    }
  | (Refusal & { readonly incident: Incident })
  | { readonly outcome: 'unknown-incident' };

/** What keeps findings of the incident's behaviour from being told. Equal for equal decisions, and so written once. */
function suppressionOf(
  { id, fingerprint }: Incident,
  decision: Extract<Decision, { readonly kind: 'suppress' }>,
): Suppression {
  return {
    id: `decided-${decision.id}`,
    match: { fingerprint },
    severityAtMost: decision.severityAtMost,
    author: decider(decision.by).slice(0, 128),
    reason: `decided about incident ${id}`,
    until: decision.until,
  };
}

/** Records decisions. */
export class DecisionRecorder {
  private readonly surroundings: DecisionRecorderSurroundings;

  constructor(surroundings: DecisionRecorderSurroundings) {
    this.surroundings = surroundings;
  }

  /**
   * Decides, unless somebody was first. Given the same request again, it changes nothing and gives the same.
   *
   * @throws ContentionError, or what a store throws: it may be decided, and asking again is right
   */
  async record(id: IncidentId, request: DecisionRequest): Promise<Recorded> {
    const seen: { outcome?: Outcome } = {};
    const incident = await this.surroundings.writer.change(id, (current) => {
      const outcome = decide(current, request);
      seen.outcome = outcome;
      return outcome.outcome === 'decided' ? outcome.response : null;
    });
    const { outcome } = seen;
    if (incident === null || outcome === undefined) return { outcome: 'unknown-incident' };
    // The decision is what holds, and the suppression follows from it: should it be missing, whoever comes next writes it.
    if (request.kind === 'suppress') await this.suppress(incident, request);
    if (outcome.outcome === 'refused') return { ...outcome, incident };
    return { outcome: outcome.outcome, decision: outcome.decision, incident };
  }

  private async suppress(incident: Incident, { seen, at }: DecisionRequest): Promise<void> {
    const decision = standingSuppression(incident.response, seen.severity, at);
    if (decision !== null) await this.surroundings.suppressions.put(suppressionOf(incident, decision));
  }
}
