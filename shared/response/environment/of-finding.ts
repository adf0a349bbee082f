/** What a finding tells of its environment before anything was looked up in the account. */
import type { Environment } from '../../incident/incident.ts';
import type { FindingSnapshot } from '../../incident/snapshot.ts';
import type { Ancestor, EnvironmentEvidence } from './evidence.ts';
import type { EnvironmentNaming } from './naming.ts';
import { resolveEnvironment } from './resolve.ts';

/** Processes above it. Records of auditd name the parent's number alone, and no other format is read yet. */
function ancestorsOf(_finding: FindingSnapshot): readonly Ancestor[] {
  return [];
}

/** All but the tags, which only the account's services have. */
function evidenceOf(finding: FindingSnapshot): EnvironmentEvidence {
  const { account, logGroup } = finding.origin;
  return { tags: [], account, logGroup, ancestors: ancestorsOf(finding) };
}

/** For an alert, until its host was looked up. */
export function environmentOfFinding(finding: FindingSnapshot, naming: EnvironmentNaming): Environment {
  return resolveEnvironment(evidenceOf(finding), naming).environment;
}
