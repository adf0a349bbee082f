/** What a finding would be contained at, by names that AWS gave: nothing that a host writes into its records is one. */
import type { FindingSnapshot } from '../incident/snapshot.ts';
import type { ContainmentTarget } from './response.ts';

/** Ids of instances (AWS: "Resource IDs"): 17 hexadecimal digits, 8 before 2016. */
const INSTANCE = /^i-(?:[\da-f]{17}|[\da-f]{8})$/;

/**
 * The instance that a log stream is named after, as the agent's `{instance_id}` does. Whoever may write to the log group
 * can choose the stream: the gates of the target say what else has to hold.
 *
 * @returns null where the stream has another name
 */
export function targetOf({ origin }: FindingSnapshot): ContainmentTarget | null {
  const { account, region, logStream } = origin;
  return INSTANCE.test(logStream) ? { kind: 'instance', account, region, instanceId: logStream } : null;
}
