/** Makes findings as incidents keep them, so that each test shows only what it is about. */
import { behaviourOf, fingerprintOf } from '../../shared/incident/fingerprint.ts';
import type { SuppressedBy } from '../../shared/incident/incident.ts';
import type { Batch } from '../../shared/incident/merge.ts';
import type { FindingSnapshot } from '../../shared/incident/snapshot.ts';
import { windowOf } from '../../shared/incident/window.ts';

/** Milliseconds since 1970 at which everything happens unless a test says otherwise. */
export const T0 = 1_800_000_000_000;
export const DAY = 24 * 3_600_000;

/** What a test may say of a finding; `host` is its log stream. */
export type FoundParts = Partial<FindingSnapshot> & { readonly host?: string };

let serial = 0;

/** One execution through the loader, another one each time. */
export function found({ host = 'i-1', ...parts }: FoundParts = {}): FindingSnapshot {
  serial++;
  return {
    kind: 'execute',
    severity: 'high',
    time: T0,
    sourceEventId: `1800000000.000:${serial}`,
    relatedEventIds: [],
    origin: {
      account: '111122223333',
      region: 'eu-central-1',
      logGroup: '/var/log/audit/audit.log',
      logStream: host,
    },
    hostName: '',
    program: { given: './payload', path: '/tmp/payload' },
    loader: { path: '/usr/lib64/ld-linux-x86-64.so.2', family: 'glibc', evidence: 'name' },
    injected: [],
    family: null,
    reasons: [{ id: 'run-through-loader', text: 'it was' }],
    techniques: [],
    process: { pid: 1, ppid: 1, exe: null, argv: [], argc: 0, argvFidelity: 'exact', cwd: '/tmp' },
    user: { uid: 1000, euid: 1000, auid: 1000, session: 3, tty: 'pts0', name: 'user' },
    missing: [],
    format: 'auditd',
    container: null,
    ancestors: [],
    sha256: null,
    report: null,
    pointer: { source: 'log', position: serial },
    ...parts,
  };
}

/** A suppression as an incident names it. */
export const SILENCED: SuppressedBy = { id: 's-1', author: 'ann', reason: 'known', until: T0 + DAY };

/** Findings of one behaviour, as the recorder hands them on: the first says in which incident they belong. */
export function batchOf(
  findings: readonly [FindingSnapshot, ...FindingSnapshot[]],
  suppressedBy: SuppressedBy | null = null,
): Batch {
  const fingerprint = fingerprintOf(behaviourOf(findings[0]));
  const window = windowOf(fingerprint, findings[0].time, DAY);
  return { fingerprint, window, environment: 'production', suppressedBy, findings };
}
