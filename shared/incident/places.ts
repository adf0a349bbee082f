/** Where the hosts of an incident stand, as the services of the account say: looked up when the incident is told. */
import type { ResolvedEnvironment } from '../response/environment/resolve.ts';
import type { Environment } from './incident.ts';

/** What is known of an EC2 instance. Its tags are written by whoever may tag in the account: data, too. */
export interface InstanceCard {
  /** `i-` and hexadecimal digits. */
  readonly instanceId: string;
  /** Its tag Name, null for none. */
  readonly name: string | null;
  /** Those that say in which environment it is, and no others. */
  readonly tags: Readonly<Record<string, string>>;
  /** `running`, `terminated` …, as EC2 calls it. */
  readonly state: string | null;
  /** `m7g.large` */
  readonly type: string | null;
  readonly vpc: string | null;
  readonly autoScalingGroup: string | null;
}

/** One host of an incident, by its log stream. */
export type HostCard =
  | { readonly host: string; readonly found: 'instance'; readonly instance: InstanceCard }
  /** Its log stream names an instance that is not there, any more perhaps. */
  | { readonly host: string; readonly found: 'nothing'; readonly instanceId: string }
  /** It could not be looked up, for this reason (a clause). */
  | { readonly host: string; readonly found: 'unread'; readonly instanceId: string; readonly why: string }
  /** Its log stream names no instance. */
  | { readonly host: string; readonly found: 'no-name' };

/** Everything that was looked up of an incident. */
export interface Places {
  /** Why it is said to be in its environment. */
  readonly told: ResolvedEnvironment['told'];
  /** A clause that follows "because"; what it repeats of a tag or log group stands in quotes. */
  readonly because: string;
  /** In which environment it was told before, where that was another one. */
  readonly before: Environment | null;
  /** Of the hosts that are shown. */
  readonly hosts: readonly HostCard[];
}
