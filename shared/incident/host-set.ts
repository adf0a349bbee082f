/** The hosts of an incident: how many there are, and what is known of the first ones. */
import { createHash } from 'node:crypto';
import type { HostSeen } from './incident.ts';
import type { FindingSnapshot } from './snapshot.ts';

/** As many hosts are shown; all are counted up to MOST_COUNTED. */
const MOST_SHOWN = 25;
const MOST_COUNTED = 8192;

function hashOf(host: string): number {
  return createHash('sha256').update(host).digest().readUInt32BE(0);
}

/** Hosts as 32 bits of a hash each: a collision makes a fleet of eight thousand smaller by one, once in a hundred. */
export class HostSet {
  private readonly hashes: Set<number>;

  private constructor(hashes: Set<number>) {
    this.hashes = hashes;
  }

  static empty(): HostSet {
    return new HostSet(new Set());
  }

  /** Reads what `encode` wrote; bytes that are left over are ignored. */
  static decode(bytes: Uint8Array): HostSet {
    const view = Buffer.from(bytes);
    const hashes = new Set<number>();
    for (let at = 0; at + 4 <= view.length; at += 4) hashes.add(view.readUInt32BE(at));
    return new HostSet(hashes);
  }

  encode(): Uint8Array {
    const bytes = Buffer.alloc(this.hashes.size * 4);
    for (const [index, hash] of [...this.hashes].sort((a, b) => a - b).entries())
      bytes.writeUInt32BE(hash, index * 4);
    return bytes;
  }

  get size(): number {
    return this.hashes.size;
  }

  get full(): boolean {
    return this.hashes.size >= MOST_COUNTED;
  }

  add(host: string): void {
    if (!this.full) this.hashes.add(hashOf(host));
  }
}

function merged(a: HostSeen, b: HostSeen): HostSeen {
  return {
    host: a.host,
    // Of two names the same wins in whatever order they come.
    name: [a.name, b.name].sort()[1] ?? '',
    count: a.count + b.count,
    first: Math.min(a.first, b.first),
    last: Math.max(a.last, b.last),
  };
}

/**
 * Adds findings to the hosts that are shown: those that were first, in whatever order findings come. A host that was
 * left out, and turns out to be among the first after all, counts from then on.
 *
 * @param counts - 1 for a finding that is counted for the first time, 0 for one that was counted before; by position
 */
export function withHosts(
  hosts: readonly HostSeen[],
  findings: readonly FindingSnapshot[],
  counts: readonly number[],
): HostSeen[] {
  const byHost = new Map(hosts.map((seen) => [seen.host, seen]));
  for (const [index, { origin, hostName, time }] of findings.entries()) {
    const host = origin.logStream;
    const seen = { host, name: hostName, count: counts[index] ?? 0, first: time, last: time };
    const known = byHost.get(host);
    byHost.set(host, known === undefined ? seen : merged(known, seen));
  }
  const order = (a: HostSeen, b: HostSeen) => a.first - b.first || (a.host < b.host ? -1 : 1);
  return [...byHost.values()].sort(order).slice(0, MOST_SHOWN);
}
