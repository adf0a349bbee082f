/** An incident in every state of its containment, and requests about it. */
import type { Severity } from '../../shared/detection/severity.ts';
import { decisionId } from '../../shared/response/decision-id.ts';
import { offerOf } from '../../shared/response/offer.ts';
import type { DecisionRequest } from '../../shared/response/request.ts';
import type { Containment, ContainmentPlan, Decision, DecisionKind } from '../../shared/response/response.ts';
import type { Decidable } from '../../shared/response/standing.ts';
import { DAY, T0 } from '../incident/findings.ts';

/** What would be done. */
export const PLAN: ContainmentPlan = {
  target: {
    kind: 'instance',
    account: '111122223333',
    region: 'eu-central-1',
    instanceId: 'i-0abc1234def567890',
  },
  steps: [
    { action: 'collect-evidence', does: 'Take evidence from the host' },
    { action: 'contain-instance', does: 'Cut the instance off the network' },
  ],
  process: null,
  dryRun: false,
};

/** Who approved what the states after it came of. */
const APPROVAL: Decision = {
  id: decisionId(['approval']),
  kind: 'approve',
  by: { via: 'slack', who: 'U0ANN0001' },
  at: T0 + 1000,
};
const RELEASE: Decision = {
  id: decisionId(['release']),
  kind: 'release',
  by: { via: 'cli', who: 'ben' },
  at: T0 + 5000,
};

const at = T0;
const contained = 'execution-1';
const [approval, release] = [APPROVAL.id, RELEASE.id];

/** States by name; two of `proposed` and `failed`, which are told apart by what is in them. */
export const STATES = {
  none: { state: 'none' },
  withheld: { state: 'withheld', because: ['the host is protected'], plan: PLAN },
  proposed: { state: 'proposed', plan: PLAN, at, until: T0 + DAY },
  'proposed, dry run': { state: 'proposed', plan: { ...PLAN, dryRun: true }, at, until: T0 + DAY },
  'proposed, expired': { state: 'proposed', plan: PLAN, at, until: T0 + 5000 },
  approved: { state: 'approved', plan: PLAN, decision: approval, at },
  running: { state: 'running', plan: PLAN, decision: approval, execution: contained, at },
  contained: { state: 'contained', plan: PLAN, execution: contained, at, done: ['It was cut off'] },
  failed: { state: 'failed', plan: PLAN, execution: contained, at, because: 'a step failed' },
  'failed before it started': { state: 'failed', plan: PLAN, execution: null, at, because: 'refused' },
  'release-approved': { state: 'release-approved', plan: PLAN, contained, decision: release, at },
  releasing: { state: 'releasing', plan: PLAN, contained, decision: release, execution: 'execution-2', at },
  released: { state: 'released', plan: PLAN, contained, execution: 'execution-2', at },
  'release-failed': {
    state: 'release-failed',
    plan: PLAN,
    contained,
    execution: 'execution-2',
    at,
    because: 'somebody changed the groups',
  },
} as const satisfies Record<string, Containment>;

/** A state by its name. */
export type StateName = keyof typeof STATES;

/** All of them. */
export const STATE_NAMES = Object.keys(STATES) as StateName[];

const BEFORE_APPROVAL = new Set<StateName>([
  'none',
  'withheld',
  'proposed',
  'proposed, dry run',
  'proposed, expired',
]);
const RELEASED = new Set<StateName>(['release-approved', 'releasing', 'released', 'release-failed']);

/** An incident in a state, with the decisions that led to it. */
export function incidentIn(name: StateName, severity: Severity = 'high'): Decidable {
  const decisions = [
    ...(BEFORE_APPROVAL.has(name) ? [] : [APPROVAL]),
    ...(RELEASED.has(name) ? [RELEASE] : []),
  ];
  return { severity, response: { decisions, containment: STATES[name] } };
}

let serial = 0;

/** A request by somebody who has the incident before them as it is; each time another one. */
export function requestOn(
  { severity, response }: Decidable,
  kind: DecisionKind,
  parts: Partial<DecisionRequest> = {},
): DecisionRequest {
  serial++;
  return {
    id: decisionId(['test', String(serial)]),
    kind,
    by: { via: 'slack', who: `U0CAT${serial}` },
    at: T0 + 10_000,
    seen: { severity, offer: offerOf(response.containment) },
    ...parts,
  };
}
