/**
 * Begins what is approved, once: look again, claim, start, write down, in this order. Whoever dies between two of them
 * and comes again finds the claim granted and the same automation started, because both know the decision.
 */
import { StartRefusedError } from '../../shared/aws/automations.ts';
import type { Incident, IncidentId } from '../../shared/incident/incident.ts';
import { NoRunbookError, startOf } from '../../shared/response/automation.ts';
import { isLate, objections } from '../../shared/response/policy/judge.ts';
import type { Containment, DecisionId } from '../../shared/response/response.ts';
import { holdingOf, lookUp } from './look-up.ts';
import type { ContainSurroundings } from './surroundings.ts';

/** States of which something is to be begun. */
export type Approved = Extract<Containment, { readonly state: 'approved' | 'release-approved' }>;

/** The answer to a start; null where there is nothing to wait for. */
type Begun = { readonly execution: string } | { readonly refused: string };

async function start(
  { automations }: ContainSurroundings,
  { id: incident, gravest }: Incident,
  { state, plan, decision }: Approved,
): Promise<Begun> {
  try {
    const runbook = state === 'approved' ? 'contain' : 'release';
    return {
      execution: await automations.start(
        startOf(runbook, { incident, decision, plan, logGroup: gravest.origin.logGroup }),
      ),
    };
  } catch (error) {
    if (error instanceof StartRefusedError || error instanceof NoRunbookError)
      return { refused: error.message };
    throw error;
  }
}

/** Writes what became of it, unless something else did meanwhile. */
async function write(
  { responses }: ContainSurroundings,
  id: IncidentId,
  approved: Approved,
  containment: Containment,
): Promise<void> {
  await responses.change(id, ({ response }) => {
    const now = response.containment;
    const isStill = now.state === approved.state && now.decision === approved.decision;
    return isStill ? { ...response, containment } : null;
  });
}

function approver({ response }: Incident, decision: DecisionId): 'policy' | 'a person' {
  return response.decisions.find(({ id }) => id === decision)?.by.via === 'policy' ? 'policy' : 'a person';
}

const PERHAPS =
  'a start was tried before: if an automation of the runbook is under way for this incident, it is this one';

type ContainmentApproved = Extract<Containment, { readonly state: 'approved' }>;

/** What stands against it now, the claim included; empty where the target is claimed for it. */
async function refusalsOf(
  surroundings: ContainSurroundings,
  incident: Incident,
  { plan, decision, at }: ContainmentApproved,
): Promise<readonly string[]> {
  const { budget, policy } = surroundings;
  const question = { incident, target: plan.target, decision };
  const { facts, failure } = await lookUp(surroundings, question);
  if (failure !== null && !isLate(at, facts.now)) throw failure;
  const against = objections(facts, { plan, at, by: approver(incident, decision) });
  const holding = holdingOf(question);
  if (against.length > 0 || holding === null || facts.fleet.kind === 'failed') return against;
  const claimed = await budget.claim(holding, { ...policy, fleet: facts.fleet.members });
  return claimed.granted ? [] : [claimed.because];
}

/**
 * Begins a containment that was approved.
 *
 * @throws Error where it could not be begun and may still be: to be delivered again
 */
export async function beginContainment(
  surroundings: ContainSurroundings,
  incident: Incident,
  approved: ContainmentApproved,
): Promise<void> {
  const { budget, now } = surroundings;
  const { plan, decision } = approved;
  const wasClaimed = (await budget.held()).some((one) => one.decision === decision);
  const because = await refusalsOf(surroundings, incident, approved);
  if (because.length > 0) {
    // Somebody else may have begun meanwhile.
    const isClaimed = wasClaimed || (await budget.held()).some((one) => one.decision === decision);
    await write(
      surroundings,
      incident.id,
      approved,
      isClaimed
        ? { state: 'failed', plan, execution: null, at: now(), because: [...because, PERHAPS].join('; ') }
        : { state: 'withheld', because, plan },
    );
    await budget.free(decision);
    return;
  }
  const begun = await start(surroundings, incident, approved);
  if ('execution' in begun) {
    const { execution } = begun;
    await write(surroundings, incident.id, approved, {
      state: 'running',
      plan,
      decision,
      execution,
      at: now(),
    });
    return;
  }
  await write(surroundings, incident.id, approved, {
    state: 'failed',
    plan,
    execution: null,
    at: now(),
    because: begun.refused,
  });
  await budget.free(decision);
}

/**
 * Begins a release that was approved: no gate, no budget and no dry run keeps a person from undoing what was done.
 *
 * @throws Error where it could not be begun and may still be: to be delivered again
 */
export async function beginRelease(
  surroundings: ContainSurroundings,
  incident: Incident,
  approved: Extract<Containment, { readonly state: 'release-approved' }>,
): Promise<void> {
  const { budget, now } = surroundings;
  const { plan, decision, contained } = approved;
  const holding = holdingOf({ incident, target: plan.target, decision });
  const claimed = holding === null ? ({ granted: true } as const) : await budget.claimRelease(holding);
  const begun = claimed.granted
    ? await start(surroundings, incident, approved)
    : { refused: claimed.because };
  await write(
    surroundings,
    incident.id,
    approved,
    'execution' in begun
      ? { state: 'releasing', plan, contained, decision, execution: begun.execution, at: now() }
      : { state: 'release-failed', plan, contained, execution: null, at: now(), because: begun.refused },
  );
}
