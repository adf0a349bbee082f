/**
 * The ledger of containments of an account and region: which targets are held, and which decisions began one in the last
 * hour. Lock, hourly budget and share of the fleet are one claim on it, so that there is no moment in which a part of
 * them is taken; a claim made again by the same decision changes nothing.
 */
import type { IncidentId } from '../../incident/incident.ts';
import type { FleetMember } from '../policy/lookups.ts';
import type { ContainmentPolicy } from '../policy/policy.ts';
import type { DecisionId } from '../response.ts';

const HOUR = 3_600_000;

/** A target that is being contained, is contained, or is being released: nobody else may touch it. */
export interface Holding {
  readonly instanceId: string;
  readonly incident: IncidentId;
  readonly decision: DecisionId;
}

/** The ledger. Times are milliseconds since 1970 UTC. */
export interface Ledger {
  readonly held: readonly Holding[];
  /** Of the last hour. */
  readonly begun: readonly { readonly decision: DecisionId; readonly at: number }[];
}

/** Before anything was contained. */
export const EMPTY_LEDGER: Ledger = { held: [], begun: [] };

/** How much may be contained, and of what. */
export interface Limits extends Pick<ContainmentPolicy, 'perHour' | 'fleetShare'> {
  readonly fleet: readonly FleetMember[];
}

/** Answer to a claim; `because` is a sentence of ours. */
export type Claimed = { readonly granted: true } | { readonly granted: false; readonly because: string };

/** A claim's answer, and the ledger as it is then. */
export type Entry =
  | { readonly granted: true; readonly ledger: Ledger }
  | { readonly granted: false; readonly because: string };

function refused(because: string): Entry {
  return { granted: false, because };
}

/** One at least: a share guards against the many, not against the first. */
function mostOf(members: number, share: number): number {
  return Math.max(1, Math.floor(members * share));
}

function exceeds(members: readonly FleetMember[], ledger: Ledger, share: number): boolean {
  const ids = new Set(members.map(({ instanceId }) => instanceId));
  return ledger.held.filter(({ instanceId }) => ids.has(instanceId)).length >= mostOf(ids.size, share);
}

/**
 * Claims a target for a containment.
 *
 * @param now - milliseconds since 1970
 */
export function claim(ledger: Ledger, holding: Holding, limits: Limits, now: number): Entry {
  const { instanceId, decision } = holding;
  const holder = ledger.held.find((one) => one.instanceId === instanceId);
  if (holder?.decision === decision) return { granted: true, ledger };
  if (holder !== undefined) return refused('the instance is contained already, or about to be, or released');
  const member = limits.fleet.find((one) => one.instanceId === instanceId);
  if (member === undefined)
    return refused('the instance is not among the running ones that carry the opt-in tag');
  const begun = ledger.begun.filter(({ at }) => now - at < HOUR);
  const others = begun.filter((one) => one.decision !== decision);
  if (others.length >= limits.perHour)
    return refused(`the budget of ${limits.perHour} containments an hour is used up`);
  if (exceeds(limits.fleet, ledger, limits.fleetShare))
    return refused('as large a share of the fleet is contained as may be at a time');
  const { group } = member;
  const ofGroup = limits.fleet.filter((one) => group !== null && one.group === group);
  if (group !== null && exceeds(ofGroup, ledger, limits.fleetShare))
    return refused('as large a share of its Auto Scaling group is contained as may be at a time');
  return {
    granted: true,
    ledger: {
      held: [...ledger.held, holding],
      begun: others.length < begun.length ? begun : [...begun, { decision, at: now }],
    },
  };
}

/** Claims a target for its release: it costs nothing of the budget, and only the incident that holds it may have it. */
export function claimRelease(ledger: Ledger, holding: Holding): Entry {
  const { instanceId, incident } = holding;
  const holder = ledger.held.find((one) => one.instanceId === instanceId);
  if (holder !== undefined && holder.incident !== incident)
    return refused('the instance is held by another incident: release that one');
  const others = ledger.held.filter((one) => one !== holder);
  return { granted: true, ledger: { ...ledger, held: [...others, holding] } };
}

/** Lets go of what a decision holds; what it began stays counted. */
export function free(ledger: Ledger, decision: DecisionId): Ledger {
  return { ...ledger, held: ledger.held.filter((one) => one.decision !== decision) };
}
