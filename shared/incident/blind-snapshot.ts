/** A host that GuardDuty's agent went silent on, as a finding that an incident keeps. */
import type { CoverageChange } from '../telemetry/guardduty/coverage.ts';
import type { FindingSnapshot } from './snapshot.ts';

const LONGEST_ISSUE = 500;

/** @param change - to a state that is not healthy */
export function blindSnapshot({
  id,
  time,
  account,
  region,
  resource,
  issue,
}: CoverageChange): FindingSnapshot {
  const why = issue === null ? 'it does not say why' : `it says: ${issue.slice(0, LONGEST_ISSUE)}`;
  return {
    kind: 'blind',
    severity: 'medium',
    time,
    sourceEventId: id,
    relatedEventIds: [],
    origin: { account, region, logGroup: 'guardduty', logStream: resource },
    hostName: '',
    program: null,
    loader: { path: '', family: null, evidence: null },
    injected: [],
    family: null,
    reasons: [
      {
        id: 'coverage-lost',
        text: `GuardDuty's Runtime Monitoring no longer sees ${resource === '' ? 'a host' : resource}: ${why}`,
      },
      {
        id: 'agent-stopped-or-broken',
        text: 'an agent that is updated or a host that is stopped looks the same as one that an intruder silenced',
      },
    ],
    techniques: [],
    process: { pid: null, ppid: null, exe: null, argv: [], argc: 0, argvFidelity: 'none', cwd: null },
    user: { uid: null, euid: null, auid: null, session: null, tty: null, name: null },
    missing: [],
    format: 'guardduty',
    container: null,
    ancestors: [],
    sha256: null,
    report: null,
    pointer: { source: 'guardduty', position: id },
  };
}
