import { describe, expect, it } from 'vitest';
import { type EventStamp, parseEventId } from '../../../shared/telemetry/auditd/event-id.ts';
import { RecentIds } from '../../../shared/telemetry/auditd/recent-ids.ts';

/** More events than can be open at once are surely remembered; twice as many at most. */
const GENERATION = 32_768;
const MOST_HOSTS = 4096;

const stamp = (sequence: number, time = 1000): EventStamp => ({ time, sequence });

function filled(count: number): RecentIds {
  const ids = new RecentIds();
  for (let serial = 0; serial < count; serial++) ids.add('', stamp(serial), 'told');
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
    ids.add('alpha', stamp(7), 'told');
    expect(ids.fateOf('alpha', stamp(7)) === 'told').toBe(true);
    expect(ids.fateOf('alpha', stamp(8)) === 'told').toBe(false);
    expect(ids.fateOf('alpha', stamp(7, 2000)) === 'told').toBe(false);
    expect(ids.fateOf('beta', stamp(7)) === 'told').toBe(false);
    expect(ids.fateOf('', stamp(7)) === 'told').toBe(false);
  });

  it('tells apart events with the same serial number: of one boot and the next, of hosts without a name', () => {
    const ids = new RecentIds();
    const times = [0, 7, 1771085986953, 1771085986954, 1795400907573];
    for (const time of times) ids.add('', stamp(31, time), 'told');
    expect(times.filter((time) => ids.fateOf('', stamp(31, time)) === 'told')).toEqual(times);
    expect(ids.fateOf('', stamp(31, 8)) === 'told').toBe(false);
  });

  it.each([GENERATION - 1, GENERATION, GENERATION + 1, 3 * GENERATION - 1, 3 * GENERATION])(
    'remembers at least the latest generation of %d',
    (count) => {
      const ids = filled(count);
      const latest = Array.from({ length: GENERATION }, (_, back) => stamp(count - 1 - back));
      expect(
        latest.filter(({ sequence }) => sequence >= 0).every((id) => ids.fateOf('', id) === 'told'),
      ).toBe(true);
    },
  );

  it('never remembers more than two generations of a host, the latest', () => {
    const count = 5 * GENERATION + 7;
    const ids = filled(count);
    const all = Array.from({ length: count }, (_, serial) => stamp(serial));
    const known = all.filter((id) => ids.fateOf('', id) === 'told').map(({ sequence }) => sequence);
    expect(known.length).toBeLessThanOrEqual(2 * GENERATION);
    expect(known[0]).toBe(count - known.length);
  });

  it('forgets hosts, and never takes the events of one for those of another', () => {
    const ids = new RecentIds();
    const hosts = Array.from({ length: 2 * MOST_HOSTS }, (_, number) => `host-${number}`);
    for (const host of hosts) ids.add(host, stamp(1), 'told');

    const known = hosts.filter((host) => ids.fateOf(host, stamp(1)) === 'told');

    expect(known).toEqual(hosts.slice(-known.length));
    expect(ids.fateOf('another', stamp(1))).toBeNull();
  });

  it('tells what was told from what was ruled out', () => {
    const ids = new RecentIds();
    ids.add('', stamp(1), 'told');
    ids.add('', stamp(2), 'ruled-out');

    expect([1, 2, 3].map((serial) => ids.fateOf('', stamp(serial)))).toEqual(['told', 'ruled-out', null]);
  });

  it.each([
    '',
    '1.2',
    '1:2',
    '1.2:3:4',
    '1.2.3:4',
    '.5:6',
    '1.:6',
    '1.5:',
    '1.2345:6',
    '1.2:x',
    '9999999999999.000:1',
    ' 1.2:3',
  ])('finds no id in %j', (text) => {
    expect(parseEventId(text)).toBeNull();
  });
});
