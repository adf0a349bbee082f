/** A recording as CloudWatch Logs would deliver it to a subscription: gzipped JSON, one log event a line. */
import { gzipSync } from 'node:zlib';

/** Log events in one payload: about 256 KB before compression, as busy streams have them. */
const EVENTS_A_PAYLOAD = 1000;

/** @returns gzipped payloads (AWS: "SubscriptionFilters", the DATA_MESSAGE that a destination receives) */
export function cloudWatchPayloads(lines: readonly string[]): Buffer[] {
  const payloads: Buffer[] = [];
  for (let from = 0; from < lines.length; from += EVENTS_A_PAYLOAD) {
    const logEvents = lines.slice(from, from + EVENTS_A_PAYLOAD).map((message, index) => ({
      id: String(from + index).padStart(56, '3'),
      timestamp: 1_795_400_000_000 + from + index,
      message,
    }));
    const payload = {
      messageType: 'DATA_MESSAGE',
      owner: '111122223333',
      logGroup: '/var/log/audit/audit.log',
      logStream: 'i-0123456789abcdef0',
      subscriptionFilters: ['ldwatch'],
      logEvents,
    };
    payloads.push(gzipSync(JSON.stringify(payload)));
  }
  return payloads;
}
