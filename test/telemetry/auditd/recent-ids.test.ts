import { describe, expect, it } from 'vitest';
import { type EventStamp, parseEventId, RecentIds } from '../../../shared/telemetry/auditd/recent-ids.ts';

/** More events than can be open at once are surely remembered of a host; twice as many at most. */
const GENERATION = 8192;
const MOST_HOSTS = 64;

const stamp = (sequence: number, time = 1000): EventStamp => ({ time, sequence });

function filled(count: number): RecentIds {
  const ids = new RecentIds();
  for (let serial = 0; serial < count; serial++) ids.add('', stamp(serial));
  return ids;
}

describe('parseEventId', () => {
  it.each([
    ['1795400907.573:48009', 1795400907573, 48009],
    ['1795400907.007:0', 1795400907007, 0],
    ['0.000:4294967295', 0, 4294967295],
  ])('reads %s', (id, time, sequence) => {
    expect(parseEventId(id)).toEqual({ time, sequence });
  });
});

describe('RecentIds', () => {
  it('knows what was added, on that host and at that time only', () => {
    const ids = new RecentIds();
    ids.add('alpha', stamp(7));
    expect(ids.has('alpha', stamp(7))).toBe(true);
    expect(ids.has('alpha', stamp(8))).toBe(false);
    expect(ids.has('alpha', stamp(7, 2000))).toBe(false);
    expect(ids.has('beta', stamp(7))).toBe(false);
    expect(ids.has('', stamp(7))).toBe(false);
  });

  it('tells apart events with the same serial number: of one boot and the next, of hosts without a name', () => {
    const ids = new RecentIds();
    const times = [0, 7, 1771085986953, 1771085986954, 1795400907573];
    for (const time of times) ids.add('', stamp(31, time));
    expect(times.filter((time) => ids.has('', stamp(31, time)))).toEqual(times);
    expect(ids.has('', stamp(31, 8))).toBe(false);
  });

  it.each([GENERATION - 1, GENERATION, GENERATION + 1, 3 * GENERATION - 1, 3 * GENERATION])(
    'remembers at least the latest generation of %d',
    (count) => {
      const ids = filled(count);
      const latest = Array.from({ length: GENERATION }, (_, back) => stamp(count - 1 - back));
      expect(latest.filter(({ sequence }) => sequence >= 0).every((id) => ids.has('', id))).toBe(true);
    },
  );

  it('never remembers more than two generations of a host, the latest', () => {
    const count = 5 * GENERATION + 7;
    const ids = filled(count);
    const all = Array.from({ length: count }, (_, serial) => stamp(serial));
    const known = all.filter((id) => ids.has('', id)).map(({ sequence }) => sequence);
    expect(known.length).toBeLessThanOrEqual(2 * GENERATION);
    expect(known[0]).toBe(count - known.length);
  });

  it('never remembers more than so many hosts', () => {
    const ids = new RecentIds();
    const hosts = Array.from({ length: 10 * MOST_HOSTS }, (_, number) => `host-${number}`);
    for (const host of hosts) ids.add(host, stamp(1));
    expect(hosts.filter((host) => ids.has(host, stamp(1)))).toEqual(hosts.slice(-MOST_HOSTS));
  });
});
