/**
 * Remembers the latest event ids of each host, in a fixed amount of memory. Kept as numbers: a string would keep the
 * whole line alive that it was cut from.
 */
import { BoundedMap } from '../../bounded-map.ts';
import { GenerationalMap } from '../../generational-map.ts';
import type { EventStamp } from './event-id.ts';

/** At least so many ids are remembered, and at most twice as many. */
const GENERATION = 32_768;
const MOST_HOSTS = 4096;

/** What became of an event: handed on, or found to be no execution. */
export type Fate = 'told' | 'ruled-out';

/** The latest ids of all hosts together. */
export class RecentIds {
  /** By key: twice the time in milliseconds, plus one for what was ruled out. */
  private readonly fates = new GenerationalMap<number, number>(GENERATION);
  /** A number for each host's name. */
  private readonly hosts = new BoundedMap<string, number>(MOST_HOSTS);
  private hostsSeen = 0;

  /** Null for an id that is not remembered. */
  fateOf(node: string, stamp: EventStamp): Fate | null {
    if (node !== '' && !this.hosts.has(node)) return null;
    const value = this.fates.get(this.keyOf(node, stamp));
    if (value === stamp.time * 2) return 'told';
    return value === stamp.time * 2 + 1 ? 'ruled-out' : null;
  }

  add(node: string, stamp: EventStamp, fate: Fate): void {
    this.fates.set(this.keyOf(node, stamp), stamp.time * 2 + (fate === 'told' ? 0 : 1));
  }

  /**
   * A small integer for each id, because maps are quickest with those. The time is kept beside it and told apart there,
   * and of one host the key tells serial numbers of the same time apart; only ids of two hosts in the same millisecond
   * could be taken for each other, once in four billion.
   */
  private keyOf(node: string, { time, sequence }: EventStamp): number {
    return sequence ^ Math.imul(time % 2 ** 31, 0x9e3779b1) ^ Math.imul(this.numberOf(node), 0x85ebca6b);
  }

  private numberOf(node: string): number {
    if (node === '') return 0;
    const known = this.hosts.get(node);
    if (known !== undefined) return known;
    this.hostsSeen++;
    this.hosts.set(node, this.hostsSeen);
    return this.hostsSeen;
  }
}
