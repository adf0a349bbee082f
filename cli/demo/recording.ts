/** The recording as an agent ships it: log events of hosts, and the pieces in which they are delivered. */
import { readFileSync } from 'node:fs';
import { parseEventId } from '../../shared/telemetry/auditd/event-id.ts';
import type { LogEvent, LogEvents } from '../../shared/telemetry/cloudwatch-logs.ts';

const RECORDING = new URL('../../test/corpus/recorded/audit.log', import.meta.url);
/** Lines of a delivery: small enough that events are cut apart, as happens on a busy host. */
const LINES = 40;

const ENVELOPE = {
  type: 'log-events',
  account: '111122223333',
  logGroup: '/var/log/audit/audit.log',
} as const;

/** Milliseconds since 1970 of a record; null for other text. */
function timeOf(line: string): number | null {
  const id = /msg=audit\(([^)]*)\)/.exec(line)?.[1];
  return id === undefined ? null : (parseEventId(id)?.time ?? null);
}

/** What one host ships. */
export interface ShippedLog {
  readonly logStream: string;
  readonly events: readonly LogEvent[];
  readonly deliveries: readonly LogEvents[];
}

/**
 * The recording as it would come from one host.
 *
 * @param only - a text that lines must have the event ids of: only those events are shipped; all without
 * @throws Error where the recording is not there
 */
export function shippedBy(logStream: string, only: string | null = null): ShippedLog {
  const all = readFileSync(RECORDING, 'utf8').trimEnd().split('\n');
  const wanted = new Set(
    all
      .filter((line) => only === null || line.includes(only))
      .map((line) => /audit\(([^)]*)\)/.exec(line)?.[1]),
  );
  const lines = all.filter((line) => wanted.has(/audit\(([^)]*)\)/.exec(line)?.[1]));
  let timestamp = 0;
  const events = lines.map((message, index) => {
    timestamp = timeOf(message) ?? timestamp;
    return { id: String(index).padStart(56, '0'), timestamp, message };
  });
  const deliveries: LogEvents[] = [];
  for (let from = 0; from < events.length; from += LINES)
    deliveries.push({ ...ENVELOPE, logStream, events: events.slice(from, from + LINES) });
  return { logStream, events, deliveries };
}
