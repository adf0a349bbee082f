/** What the detector says of the whole log by itself, as the incidents that it has to become. */
import { Scanner } from '../../cli/scan/scanner.ts';
import { compareSeverity, type Severity } from '../../shared/detection/severity.ts';
import { behaviourOf, type Fingerprint, fingerprintOf } from '../../shared/incident/fingerprint.ts';
import { snapshotOf } from '../../shared/incident/snapshot.ts';
import { ACCOUNT, REGION } from './account.ts';
import { HOSTS } from './hosts.ts';

/** One behaviour on the hosts of one kind. */
export interface ExpectedBehaviour {
  /** What it is, for a person: kind, program, loader. */
  readonly words: string;
  /** The gravest of all. */
  readonly severity: Severity;
  /** Executions on all hosts. */
  readonly count: number;
  readonly hosts: readonly string[];
}

interface Gathered {
  readonly words: string;
  severity: Severity;
  readonly ids: Set<string>;
  readonly hosts: Set<string>;
}

/** By fingerprint. */
export function expectedOf(lines: readonly string[]): ReadonlyMap<Fingerprint, ExpectedBehaviour> {
  const expected = new Map<Fingerprint, Gathered>();
  for (const { logGroup, logStream } of HOSTS) {
    const origin = { account: ACCOUNT, region: REGION, logGroup, logStream };
    const scanner = new Scanner({
      execution: () => undefined,
      finding: (finding) => {
        const snapshot = snapshotOf(finding, origin);
        const { kind, program, loader, sourceEventId, severity } = snapshot;
        const fingerprint = fingerprintOf(behaviourOf(snapshot));
        const words = `${kind} ${program?.path ?? program?.given ?? '?'} by ${loader.path} in ${logGroup}`;
        const behaviour = expected.get(fingerprint) ?? { words, severity, ids: new Set(), hosts: new Set() };
        if (compareSeverity(severity, behaviour.severity) > 0) behaviour.severity = severity;
        behaviour.ids.add(`${logStream} ${sourceEventId} ${program?.given}`);
        behaviour.hosts.add(logStream);
        expected.set(fingerprint, behaviour);
      },
    });
    for (const line of lines) scanner.line(line, 'audit.log', 0);
    scanner.finish();
  }
  return new Map(
    [...expected].map(([fingerprint, { words, severity, ids, hosts }]) => [
      fingerprint,
      { words, severity, count: ids.size, hosts: [...hosts] },
    ]),
  );
}
