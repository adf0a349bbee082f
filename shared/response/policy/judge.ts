/**
 * Whether, and how, an incident is to be contained. Every gate is asked, so that whoever reads the alert sees all that
 * stands in the way and not the first thing only.
 */
import type { Incident } from '../../incident/incident.ts';
import type { ContainmentPlan } from '../response.ts';
import { environmentIsKnown, modeGoesThatFar } from './environment-gates.ts';
import { CANDIDATE_GATES, FINDING_GATES, liveGate, WITHDRAWAL_GATES } from './finding-gates.ts';
import type { ContainmentCase, Gate } from './gate.ts';
import { LIMIT_GATES } from './limit-gates.ts';
import { modeOf } from './policy.ts';
import { TARGET_GATES } from './target-gates.ts';

/** What is to become of it. */
export type Judgement =
  /** Containment is not thought of. */
  | { readonly is: 'none' }
  /** Nobody is told; `because` is empty where it would have been contained. */
  | { readonly is: 'observed'; readonly because: readonly string[] }
  | { readonly is: 'withheld'; readonly because: readonly string[] }
  /** A person is to approve it, who makes sure of `doubts` first. */
  | { readonly is: 'proposed'; readonly doubts: readonly string[] }
  /** The policy approves it. */
  | { readonly is: 'approved' };

interface Answers {
  readonly closed: readonly string[];
  readonly doubts: readonly string[];
}

/** Asks all of them. */
function ask(gates: readonly Gate[], facts: ContainmentCase): Answers {
  const answers = gates.map((gate) => gate(facts));
  return {
    closed: answers.flatMap((answer) => (answer.is === 'closed' ? [answer.because] : [])),
    doubts: answers.flatMap((answer) => (answer.is === 'for-a-person' ? [answer.because] : [])),
  };
}

/** May it be contained at all, as far as the finding alone tells? Costs no question to anybody. */
export function isCandidate(incident: Incident): boolean {
  return CANDIDATE_GATES.every((gate) => gate(incident).is === 'open');
}

/** Is it happening now? */
export function isLive(facts: ContainmentCase): boolean {
  return liveGate(facts).is === 'open';
}

const WOULD = 'this is a dry run: it would have been contained by itself now, and nothing was changed';

/** Judges an incident of which nothing is decided yet. */
export function judge(facts: ContainmentCase): Judgement {
  if (!isCandidate(facts.incident)) return { is: 'none' };
  const gates = [...WITHDRAWAL_GATES, ...FINDING_GATES, environmentIsKnown, ...TARGET_GATES, ...LIMIT_GATES];
  const { closed, doubts } = ask([modeGoesThatFar, ...gates], facts);
  const { policy, environment } = facts;
  const mode = modeOf(policy, environment.forContainment);
  switch (mode) {
    case 'observe':
      return { is: 'observed', because: [...ask(gates, facts).closed, ...doubts] };
    case 'propose':
      return closed.length > 0 ? { is: 'withheld', because: closed } : { is: 'proposed', doubts };
    case 'contain':
      if (closed.length > 0) return { is: 'withheld', because: closed };
      // By itself only what no person has to look at.
      if (doubts.length > 0) return { is: 'proposed', doubts };
      return policy.dryRun ? { is: 'withheld', because: [WOULD] } : { is: 'approved' };
    case 'alert':
    case null:
      return { is: 'withheld', because: closed };
  }
}

/** Milliseconds after its approval in which a containment has to begin: later, whoever approved it does not expect it any more. */
const BEGINS_WITHIN = 30 * 60_000;

/** @param at - of the approval, as `now` milliseconds since 1970 */
export function isLate(at: number, now: number): boolean {
  return now - at > BEGINS_WITHIN;
}

/** An approval. */
export interface Approval {
  readonly plan: ContainmentPlan;
  /** Milliseconds since 1970. */
  readonly at: number;
  /** What a policy approved ends with the policy. */
  readonly by: 'policy' | 'a person';
}

/**
 * Why an approved plan is not begun after all: between approval and start a tag may have been set, the instance be gone,
 * the policy have changed. That the finding was sure and live was judged when it was proposed.
 *
 * @returns empty where it may begin; the claim on the budget comes after that
 */
export function objections(facts: ContainmentCase, { plan, at, by }: Approval): readonly string[] {
  const { policy, environment, now } = facts;
  const { closed } = ask(
    [...WITHDRAWAL_GATES, environmentIsKnown, modeGoesThatFar, ...TARGET_GATES, ...LIMIT_GATES],
    facts,
  );
  const isPolicyGone = by === 'policy' && modeOf(policy, environment.forContainment) !== 'contain';
  return [
    ...closed,
    ...(plan.dryRun || policy.dryRun ? ['this is a dry run: nothing was changed'] : []),
    ...(isPolicyGone ? ['the policy that approved it does not hold any more'] : []),
    ...(isLate(at, now) ? ['it could not begin within 30 minutes of its approval'] : []),
  ];
}
