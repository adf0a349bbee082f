/** A case in which every gate is open, so that each test shows only what closes one. */
import type { Incident } from '../../../shared/incident/incident.ts';
import { mergeFindings } from '../../../shared/incident/merge.ts';
import { OPT_IN_TAG } from '../../../shared/response/actions/opt-in.ts';
import type { ContainmentCase } from '../../../shared/response/policy/gate.ts';
import type { InstanceFacts } from '../../../shared/response/policy/lookups.ts';
import type { ContainmentPolicy } from '../../../shared/response/policy/policy.ts';
import { targetOf } from '../../../shared/response/target.ts';
import { batchOf, type FoundParts, found, T0 } from '../../incident/findings.ts';

export const INSTANCE_ID = 'i-0123456789abcdef0';
export const HERE = { account: '111122223333', region: 'eu-central-1' };

export const POLICY: ContainmentPolicy = {
  modes: { ci: 'contain', staging: 'contain', production: 'contain' },
  dryRun: false,
  protectTag: 'ldwatch:protect',
  neverTargets: ['i-00000000000000001'],
  neverTags: [{ key: 'role', value: 'nat' }],
  perHour: 3,
  fleetShare: 0.25,
  liveMinutes: 30,
  proposalHours: 4,
};

export const INSTANCE: InstanceFacts = {
  instanceId: INSTANCE_ID,
  ownerId: HERE.account,
  availabilityZone: 'eu-central-1a',
  state: 'running',
  names: ['ip-10-0-0-5.eu-central-1.compute.internal', '10.0.0.5'],
  tags: new Map([[OPT_IN_TAG.key, OPT_IN_TAG.value]]),
  group: null,
};

/** An incident of one finding on the instance, a second ago. */
export function incidentOf(parts: FoundParts = {}): Incident {
  const record = mergeFindings(
    null,
    batchOf([found({ host: INSTANCE_ID, hostName: 'ip-10-0-0-5', severity: 'critical', ...parts })]),
  );
  if (record === null) throw new Error('nothing was recorded');
  return record.incident;
}

/** @param parts - what is different from a case that the policy approves */
export function caseOf(parts: Partial<ContainmentCase> = {}): ContainmentCase {
  const incident = parts.incident ?? incidentOf();
  return {
    incident,
    environment: { forContainment: 'production', because: 'the log group is configured so' },
    policy: POLICY,
    here: HERE,
    target: targetOf(incident.gravest),
    lookup: { kind: 'found', instance: INSTANCE },
    fleet: { kind: 'listed', members: [{ instanceId: INSTANCE_ID, group: null }] },
    claim: { granted: true },
    now: T0 + 1000,
    ...parts,
  };
}

/** As `caseOf`, with another instance. */
export function caseOfInstance(parts: Partial<InstanceFacts>): ContainmentCase {
  return caseOf({ lookup: { kind: 'found', instance: { ...INSTANCE, ...parts } } });
}
