/**
 * What a gate is. Gates stand between a finding and a containment: each looks at one thing, all have to be open, and one
 * that can't see is closed. Their sentences are ours alone: nothing that a host wrote is repeated in them, and nothing
 * that changes from minute to minute, so that the same reasons read the same when they are looked at again.
 */
import type { Environment, Incident } from '../../incident/incident.ts';
import type { Claimed } from '../budget/ledger.ts';
import type { ContainmentTarget } from '../response.ts';
import type { FleetLookup, TargetLookup } from './lookups.ts';
import type { ContainmentPolicy } from './policy.ts';

/** Answer of a gate: open; closed, and why; or open to a person who has made sure of something, and of what. */
export type GateAnswer =
  | { readonly is: 'open' }
  | { readonly is: 'closed'; readonly because: string }
  | { readonly is: 'for-a-person'; readonly because: string };

/** Open. */
export const OPEN: GateAnswer = { is: 'open' };

/** @param because - a sentence of ours */
export function closed(because: string): GateAnswer {
  return { is: 'closed', because };
}

/** @param because - what a person has to make sure of, a sentence of ours */
export function forAPerson(because: string): GateAnswer {
  return { is: 'for-a-person', because };
}

/** Everything that gates look at. Times are milliseconds since 1970 UTC. */
export interface ContainmentCase {
  readonly incident: Incident;
  /** The environment as far as it is certain enough to act on; null with the reason where it is not. */
  readonly environment: { readonly forContainment: Environment | null; readonly because: string };
  readonly policy: ContainmentPolicy;
  /** Where ldwatch itself runs: it contains nothing elsewhere. */
  readonly here: { readonly account: string; readonly region: string };
  /** Null where the telemetry names none that AWS would know. */
  readonly target: ContainmentTarget | null;
  /** What EC2 says of the target, and of everything that may be contained. */
  readonly lookup: TargetLookup;
  readonly fleet: FleetLookup;
  /** What a claim on the budget would be answered now. */
  readonly claim: Claimed;
  readonly now: number;
}

/** One gate. Pure, and never throws: what is missing closes it. */
export type Gate = (facts: ContainmentCase) => GateAnswer;
