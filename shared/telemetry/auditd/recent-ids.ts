/**
 * Remembers the latest event ids of each host in a fixed amount of memory: two generations, the older dropped when the
 * younger is full. Kept as numbers: a string would keep the whole line alive that it was cut from.
 */
import { BoundedMap } from '../../bounded-map.ts';

/** At least so many ids are remembered of a host, and at most twice as many. */
const GENERATION = 8192;
const MOST_HOSTS = 64;

/** An audit event's id, taken apart. */
export interface EventStamp {
  /** Milliseconds since 1970 UTC. */
  readonly time: number;
  /** The kernel's serial number. */
  readonly sequence: number;
}

/** `1795400907.573:48009` to milliseconds and serial number. */
export function parseEventId(eventId: string): EventStamp {
  const dot = eventId.indexOf('.');
  const colon = eventId.indexOf(':', dot);
  const milliseconds = Number(eventId.slice(dot + 1, colon).padEnd(3, '0'));
  return {
    time: Number(eventId.slice(0, dot)) * 1000 + milliseconds,
    sequence: Number(eventId.slice(colon + 1)),
  };
}

/** Times by key. */
interface Generations {
  young: Map<number, number>;
  old: Map<number, number>;
}

/**
 * A number for each id. Serial numbers (32 bits) alone start again after a reboot, and hosts that don't tell their
 * name share them; 21 bits of the time are what a number has left, the map's value tells the rest apart.
 */
function keyOf({ time, sequence }: EventStamp): number {
  return (time % 2 ** 21) * 2 ** 32 + sequence;
}

/** The latest ids of up to MOST_HOSTS hosts. */
export class RecentIds {
  private readonly hosts = new BoundedMap<string, Generations>(MOST_HOSTS);

  has(node: string, stamp: EventStamp): boolean {
    const host = this.hosts.get(node);
    if (host === undefined) return false;
    const key = keyOf(stamp);
    return host.young.get(key) === stamp.time || host.old.get(key) === stamp.time;
  }

  add(node: string, stamp: EventStamp): void {
    let host = this.hosts.get(node);
    if (host === undefined) {
      host = { young: new Map(), old: new Map() };
      this.hosts.set(node, host);
    }
    host.young.set(keyOf(stamp), stamp.time);
    if (host.young.size < GENERATION) return;
    host.old = host.young;
    host.young = new Map();
  }
}
