/** Looks up the hosts of an incident. Never throws and never takes long: an alert does not wait for it. */
import type { Instances } from '../../shared/aws/instances.ts';
import { instanceIdIn } from '../../shared/incident/host-instance.ts';
import type { Incident } from '../../shared/incident/incident.ts';
import type { HostCard, InstanceCard } from '../../shared/incident/places.ts';

/** Milliseconds for all of it. */
const TIMEOUT = 2_000;
const MOST_HOSTS = 20;
/** Milliseconds for which nobody is asked after nobody answered: a batch of alerts must not wait for each of them. */
const LEFT_ALONE = 30_000;

/** What it works with. */
export interface HostLookupSurroundings {
  readonly instances: Instances;
  /** Whose instances these are. */
  readonly account: string;
  readonly region: string;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** Takes a count and what it is about. */
  readonly report: (metrics: Record<string, number>, details: Record<string, unknown>) => void;
}

/** The log streams that are looked up, that of the gravest finding first. */
function hostsOf({ gravest, hosts }: Incident): string[] {
  return [...new Set([gravest.origin.logStream, ...hosts.map(({ host }) => host)])].slice(0, MOST_HOSTS);
}

function whyOf(error: unknown, signal: AbortSignal): string {
  if (signal.aborted) return 'it took too long';
  const name = error instanceof Error ? error.name : '';
  return /^(?:UnauthorizedOperation|AccessDenied)/.test(name)
    ? 'it may not be asked'
    : 'EC2 could not be asked';
}

function aborted(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason), { once: true });
  });
}

/** Looks up hosts. */
export class HostLookup {
  private readonly surroundings: HostLookupSurroundings;
  /** Milliseconds since 1970. */
  private askedFrom = 0;

  constructor(surroundings: HostLookupSurroundings) {
    this.surroundings = surroundings;
  }

  /** A card for each host that is shown, up to twenty. */
  async cards(incident: Incident): Promise<HostCard[]> {
    const { account, region } = incident.gravest.origin;
    const named = hostsOf(incident).map((host) => ({ host, instanceId: instanceIdIn(host) }));
    const ids = [...new Set(named.flatMap(({ instanceId }) => (instanceId === null ? [] : [instanceId])))];
    const isOurs = account === this.surroundings.account && region === this.surroundings.region;
    const found = isOurs ? await this.find(ids, incident) : 'it is of another account or region';
    return named.map(({ host, instanceId }): HostCard => {
      if (instanceId === null) return { host, found: 'no-name' };
      if (typeof found === 'string') return { host, found: 'unread', instanceId, why: found };
      const instance = found.get(instanceId);
      return instance === undefined
        ? { host, found: 'nothing', instanceId }
        : { host, found: 'instance', instance };
    });
  }

  /** By id, or why nothing is known. */
  private async find(
    ids: readonly string[],
    { id }: Incident,
  ): Promise<ReadonlyMap<string, InstanceCard> | string> {
    if (ids.length === 0) return new Map();
    const { instances, report, now } = this.surroundings;
    if (now() < this.askedFrom) return 'it took too long for another alert just before';
    const signal = AbortSignal.timeout(TIMEOUT);
    try {
      return await Promise.race([instances.cards(ids, signal), aborted(signal)]);
    } catch (error) {
      const why = whyOf(error, signal);
      if (signal.aborted) this.askedFrom = now() + LEFT_ALONE;
      report({ HostsUnread: ids.length }, { incident: id, why, error: String(error) });
      return why;
    }
  }
}
