/**
 * An incident as an event for an EventBridge bus: the OCSF finding as it is on the topic, so that a rule can match
 * anything in it, and the ARNs of the hosts.
 */
import type { AlertMessage } from './alert-message.ts';
import { instanceArnsOf } from './host-arns.ts';

/** What rules match on. */
const SOURCE = 'ldwatch';
const DETAIL_TYPE = 'ldwatch Incident';

/**
 * One event. With its at most 64 KiB of detail (topic-message.ts) and 25 ARNs it stays far below the 256 KB that
 * EventBridge takes.
 */
export interface BusEvent {
  readonly source: typeof SOURCE;
  readonly detailType: typeof DETAIL_TYPE;
  /** JSON; `metadata.uid` is the same whenever this generation is told again, `metadata.sequence` the generation. */
  readonly detail: string;
  /** EC2 instances; none where the hosts are none. */
  readonly resources: readonly string[];
}

/** Without a time of its own: the host's clock would set it, and archives and replays go by the time of the call. */
export function busEvent({ incident, finding }: AlertMessage, partition: string): BusEvent {
  return {
    source: SOURCE,
    detailType: DETAIL_TYPE,
    detail: finding,
    resources: instanceArnsOf(incident, partition),
  };
}
