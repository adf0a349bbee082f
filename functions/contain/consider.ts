/** Judges an incident of which nothing is decided yet, and writes down what is to become of it. */
import { isDeepStrictEqual } from 'node:util';
import { ContentionError } from '../../shared/incident/errors.ts';
import type { Incident, IncidentId } from '../../shared/incident/incident.ts';
import { boundedResponse } from '../../shared/response/bounded-response.ts';
import { withDecision } from '../../shared/response/decide.ts';
import { decisionId } from '../../shared/response/decision-id.ts';
import { othersOf, planOf } from '../../shared/response/plan.ts';
import type { ContainmentCase } from '../../shared/response/policy/gate.ts';
import { isCandidate, isLive, type Judgement, judge } from '../../shared/response/policy/judge.ts';
import type { Decision, DecisionId, Response } from '../../shared/response/response.ts';
import { standingDismissal } from '../../shared/response/standing.ts';
import { targetOf } from '../../shared/response/target.ts';
import { lookUp } from './look-up.ts';
import type { ContainSurroundings } from './surroundings.ts';

const HOUR = 3_600_000;
/** The incident may grow while it is judged. */
const MOST_TRIES = 3;

/** One a incident: what the policy decided and was released stays released. */
function policyDecision(id: IncidentId): DecisionId {
  return decisionId(['policy', 'approve', id]);
}

/**
 * May it be judged? A withheld one again only when there is news of the incident itself, and a person's word stands.
 *
 * @param isNews - of more than of a decision
 */
function isOpen(incident: Incident, isNews: boolean, now: number): boolean {
  const { containment, decisions } = incident.response;
  if (decisions.some(({ kind }) => kind === 'approve') || standingDismissal(incident) !== null) return false;
  switch (containment.state) {
    case 'none':
      return true;
    case 'withheld':
      return isNews;
    case 'proposed':
      return isNews && now >= containment.until;
    default:
      return false;
  }
}

/** What the judgement makes of the response; null where there is nothing to say. */
function responseOf(judgement: Judgement, facts: ContainmentCase): Response | null {
  const { incident, target, policy, now, environment } = facts;
  const { decisions } = incident.response;
  const plan = (doubts: readonly (string | null)[]) => {
    if (target === null) return null;
    const told = doubts.flatMap((doubt) => (doubt === null ? [] : [doubt]));
    return planOf(incident.gravest, target, { dryRun: policy.dryRun, doubts: told });
  };
  switch (judgement.is) {
    case 'none':
    case 'observed':
      return null;
    case 'withheld':
      return { decisions, containment: { state: 'withheld', because: judgement.because, plan: plan([]) } };
    case 'proposed': {
      const proposed = plan([...judgement.doubts, othersOf(incident)]);
      if (proposed === null) return null;
      const until = now + policy.proposalHours * HOUR;
      return { decisions, containment: { state: 'proposed', plan: proposed, at: now, until } };
    }
    case 'approved': {
      const approved = plan([othersOf(incident)]);
      if (approved === null || environment.forContainment === null) return null;
      const id = policyDecision(incident.id);
      const by = { via: 'policy', who: environment.forContainment } as const;
      const decision: Decision = { id, kind: 'approve', by, at: now };
      return {
        decisions: withDecision(decisions, decision),
        containment: { state: 'approved', plan: approved, decision: id, at: now },
      };
    }
  }
}

/** As far as it was judged: what else may change, such as its count, changes nothing. */
function judged({ response, gravest, severity, suppressedBy }: Incident) {
  return { response, gravest, severity, suppressedBy };
}

/**
 * @param isNews - of more than of a decision
 * @throws Error where it could not be looked up and may still be, or grew all the time: to be delivered again
 */
export async function consider(
  surroundings: ContainSurroundings,
  id: IncidentId,
  isNews: boolean,
): Promise<void> {
  for (let tries = 0; tries < MOST_TRIES; tries++) {
    const incident = (await surroundings.incidents.load(id))?.record.incident ?? null;
    if (incident === null || !isOpen(incident, isNews, surroundings.now()) || !isCandidate(incident)) return;
    const target = targetOf(incident.gravest);
    const { facts, failure } = await lookUp(surroundings, { incident, target, decision: policyDecision(id) });
    // As long as it could still be contained, asking again is worth more than saying that it can't be asked.
    if (failure !== null && isLive(facts)) throw failure;
    const judgement = judge(facts);
    surroundings.count(`Containment${judgement.is === 'observed' ? 'Observed' : 'Judged'}`, {
      incident: id,
      judgement,
    });
    const response = responseOf(judgement, facts);
    if (response === null || isDeepStrictEqual(boundedResponse(response), incident.response)) return;
    let isStale = false;
    await surroundings.responses.change(id, (fresh) => {
      isStale = !isDeepStrictEqual(judged(fresh), judged(incident));
      return isStale ? null : response;
    });
    if (!isStale) return;
  }
  throw new ContentionError(`incident ${id} changed each time while it was judged`);
}
