/** What the account knows of EC2 instances, as a port. */
import type { InstanceCard } from '../incident/places.ts';

/** Knows instances of the account and region that it runs in. */
export interface Instances {
  /**
   * @param ids - 20 at most
   * @param signal - aborted when nobody waits any more
   * @returns by id; those that are not there are missing
   * @throws what the service throws
   */
  cards(ids: readonly string[], signal: AbortSignal): Promise<ReadonlyMap<string, InstanceCard>>;
}
