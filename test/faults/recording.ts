/** The recording as log events of a stream, its deliveries, and the incidents that it has to become. */
import { Scanner } from '../../cli/scan/scanner.ts';
import { behaviourOf, fingerprintOf } from '../../shared/incident/fingerprint.ts';
import type { Incident, IncidentId } from '../../shared/incident/incident.ts';
import { type IncidentRecord, mergeFindings } from '../../shared/incident/merge.ts';
import { snapshotOf } from '../../shared/incident/snapshot.ts';
import { incidentId, windowOf } from '../../shared/incident/window.ts';
import type { LogEvent, LogEvents } from '../../shared/telemetry/cloudwatch-logs.ts';
import type { Origin } from '../../shared/telemetry/origin.ts';

export const ORIGIN: Origin = {
  account: '111122223333',
  region: 'eu-central-1',
  logGroup: '/var/log/audit/audit.log',
  logStream: 'i-0123456789abcdef0',
};

const DAY = 24 * 3_600_000;

/** Lines as an agent ships them: the time of a log event is when the agent read the line. */
export function logEventsOf(lines: readonly string[], first = 0): LogEvent[] {
  let timestamp = 0;
  return lines.map((message, index) => {
    const seconds = /audit\((\d+\.\d+)/.exec(message)?.[1];
    if (seconds !== undefined) timestamp = Math.floor(Number(seconds) * 1000);
    return { id: String(first + index).padStart(56, '0'), timestamp, message };
  });
}

/** Log events as deliveries, cut before each of `places`. */
export function deliveriesOf(
  events: readonly LogEvent[],
  places: readonly number[],
  origin: Origin = ORIGIN,
): LogEvents[] {
  const bounds = [...new Set([0, ...places, events.length])].sort((a, b) => a - b);
  return bounds.slice(1).map((end, index) => ({
    type: 'log-events',
    account: origin.account,
    logGroup: origin.logGroup,
    logStream: origin.logStream,
    events: events.slice(bounds[index], end),
  }));
}

/** An incident without what depends on how findings were delivered: when it was told, and where the text stood. */
export function essence({ generation: _, news: __, gravest, ...incident }: Incident): object {
  return { ...incident, gravest: { ...gravest, pointer: null } };
}

/** By id, what a scan of the whole log at once finds, as incidents. */
export function expectedIncidents(lines: readonly string[], origin: Origin = ORIGIN): Map<string, object> {
  const records = new Map<IncidentId, IncidentRecord>();
  const scanner = new Scanner({
    execution: () => undefined,
    finding: (finding) => {
      const snapshot = snapshotOf(finding, origin);
      const fingerprint = fingerprintOf(behaviourOf(snapshot));
      const window = windowOf(fingerprint, snapshot.time, DAY);
      const id = incidentId(fingerprint, window);
      const before = records.get(id) ?? null;
      const batch = {
        fingerprint,
        window,
        environment: 'production' as const,
        suppressedBy: null,
        findings: [snapshot] as const,
      };
      const record = mergeFindings(before, batch);
      if (record !== null) records.set(id, record);
    },
  });
  for (const line of lines) scanner.line(line, 'audit.log', 0);
  scanner.finish();
  return new Map([...records].map(([id, { incident }]) => [id, essence(incident)]));
}
