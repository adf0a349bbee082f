/** Asks everything that the gates look at: of AWS and of the ledger, each time anew. */
import type { Incident } from '../../shared/incident/incident.ts';
import type { Holding } from '../../shared/response/budget/ledger.ts';
import { resolveEnvironment } from '../../shared/response/environment/resolve.ts';
import type { ContainmentCase } from '../../shared/response/policy/gate.ts';
import type { FleetLookup, TargetLookup } from '../../shared/response/policy/lookups.ts';
import type { ContainmentTarget, DecisionId } from '../../shared/response/response.ts';
import type { ContainSurroundings } from './surroundings.ts';

/** What is to be looked at. */
export interface Question {
  readonly incident: Incident;
  readonly target: ContainmentTarget | null;
  /** That would claim the target. */
  readonly decision: DecisionId;
}

/** The case, and what could not be asked, if anything: the gates are closed by it, and asking again may help. */
export interface LookedUp {
  readonly facts: ContainmentCase;
  readonly failure: Error | null;
}

interface Failing {
  failure: Error | null;
}

async function orNull<Value>(failing: Failing, ask: () => Promise<Value>): Promise<{ value: Value } | null> {
  try {
    return { value: await ask() };
  } catch (error) {
    failing.failure = error instanceof Error ? error : new Error(String(error));
    return null;
  }
}

async function lookUpTarget(
  { instances }: ContainSurroundings,
  target: ContainmentTarget | null,
  failing: Failing,
): Promise<TargetLookup> {
  if (target?.kind !== 'instance') return { kind: 'absent' };
  const answer = await orNull(failing, () => instances.describe(target.instanceId));
  if (answer === null) return { kind: 'failed' };
  return answer.value === null ? { kind: 'absent' } : { kind: 'found', instance: answer.value };
}

async function listFleet({ instances }: ContainSurroundings, failing: Failing): Promise<FleetLookup> {
  const answer = await orNull(failing, () => instances.optedIn());
  return answer === null ? { kind: 'failed' } : { kind: 'listed', members: answer.value };
}

/** Tags count only where they were read now: what an alert was told may be an hour old. Processes count for nothing. */
function environmentOf({ naming }: ContainSurroundings, { gravest }: Incident, lookup: TargetLookup) {
  const { account, logGroup } = gravest.origin;
  const tags = lookup.kind === 'found' ? Object.fromEntries(lookup.instance.tags) : null;
  return resolveEnvironment({ account, logGroup, ancestors: [], tags: [{ of: 'instance', tags }] }, naming);
}

/** The claim that the decision would make; null where there is no target to claim. */
export function holdingOf({ incident, target, decision }: Question): Holding | null {
  return target?.kind === 'instance'
    ? { instanceId: target.instanceId, incident: incident.id, decision }
    : null;
}

/**
 * Looks everything up.
 *
 * @throws Error where the ledger can't be read: without it nothing is judged
 */
export async function lookUp(surroundings: ContainSurroundings, question: Question): Promise<LookedUp> {
  const { budget, policy, here, now } = surroundings;
  const failing: Failing = { failure: null };
  const lookup = await lookUpTarget(surroundings, question.target, failing);
  const fleet = await listFleet(surroundings, failing);
  const holding = holdingOf(question);
  const claim =
    holding === null || fleet.kind === 'failed'
      ? // Another gate is closed already.
        ({ granted: true } as const)
      : await budget.wouldClaim(holding, { ...policy, fleet: fleet.members });
  const { incident, target } = question;
  const environment = environmentOf(surroundings, incident, lookup);
  return {
    facts: { incident, environment, policy, here, target, lookup, fleet, claim, now: now() },
    failure: failing.failure,
  };
}
