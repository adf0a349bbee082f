/** Hosts of an incident are looked up in bounded time and number, and a failure is an answer. */
import { describe, expect, it, vi } from 'vitest';
import { HostLookup } from '../../../functions/publish/host-lookup.ts';
import type { Instances } from '../../../shared/aws/instances.ts';
import type { HostSeen, Incident } from '../../../shared/incident/incident.ts';
import type { InstanceCard } from '../../../shared/incident/places.ts';
import { incident } from './changes.ts';

const BASE = incident('/tmp/one', 1);
const OWN = BASE.gravest.origin.logStream;

function card(instanceId: string): InstanceCard {
  return { instanceId, name: null, tags: {}, state: null, type: null, vpc: null, autoScalingGroup: null };
}

function on(...hosts: string[]): Incident {
  const seen = hosts.map((host): HostSeen => ({ host, name: '', count: 1, first: 0, last: 0 }));
  return { ...BASE, hosts: seen };
}

const clock = { now: 0 };

function lookup(cards: Instances['cards'], account = BASE.gravest.origin.account) {
  const reported: object[] = [];
  const lookingUp = new HostLookup({
    instances: { cards },
    account,
    region: 'eu-central-1',
    now: () => clock.now,
    report: (metrics, details) => void reported.push({ ...metrics, ...details }),
  });
  return { lookingUp, reported };
}

describe('HostLookup', () => {
  it('finds the instances that log streams are named after, the gravest finding’s first', async () => {
    const cards = vi.fn<Instances['cards']>(
      async (ids) => new Map(ids.slice(0, 2).map((id) => [id, card(id)])),
    );
    const { lookingUp, reported } = lookup(cards);

    const found = await lookingUp.cards(on('i-00000001/audit', OWN, 'i-00000002', 'web-1'));

    expect(found).toEqual([
      { host: OWN, found: 'instance', instance: card(OWN) },
      { host: 'i-00000001/audit', found: 'instance', instance: card('i-00000001') },
      { host: 'i-00000002', found: 'nothing', instanceId: 'i-00000002' },
      { host: 'web-1', found: 'no-name' },
    ]);
    expect(cards).toHaveBeenCalledTimes(1);
    expect(reported).toEqual([]);
  });

  it('looks up twenty at most', async () => {
    const cards = vi.fn<Instances['cards']>(async () => new Map());
    const { lookingUp } = lookup(cards);
    const hosts = Array.from({ length: 40 }, (_, index) => `i-${String(index).padStart(8, '0')}`);
    expect(await lookingUp.cards(on(...hosts))).toHaveLength(20);
    expect(cards.mock.calls[0]?.[0]).toHaveLength(20);
  });

  it.each([
    [Object.assign(new Error('no'), { name: 'UnauthorizedOperation' }), 'it may not be asked'],
    [new Error('throttled'), 'EC2 could not be asked'],
  ])('says why nothing is known, and counts it (%s)', async (error, why) => {
    const { lookingUp, reported } = lookup(async () => Promise.reject(error));
    expect(await lookingUp.cards(on(OWN))).toEqual([{ host: OWN, found: 'unread', instanceId: OWN, why }]);
    expect(reported).toEqual([{ HostsUnread: 1, incident: BASE.id, why, error: String(error) }]);
  });

  it('gives up after two seconds, though nobody answers', async () => {
    const cards = vi.fn<Instances['cards']>(() => new Promise(() => undefined));
    const { lookingUp, reported } = lookup(cards);
    const begin = performance.now();

    expect(await lookingUp.cards(on(OWN))).toMatchObject([{ found: 'unread', why: 'it took too long' }]);

    expect(performance.now() - begin).toBeLessThan(3_000);
    expect(reported).toMatchObject([{ HostsUnread: 1 }]);
    // And asks nobody for a while: those who wait behind this alert must not each wait as long.
    expect(await lookingUp.cards(on(OWN))).toMatchObject([{ found: 'unread' }]);
    expect(cards).toHaveBeenCalledTimes(1);
    clock.now += 31_000;
    await lookingUp.cards(on(OWN));
    expect(cards).toHaveBeenCalledTimes(2);
  });

  it('asks nobody where no stream names an instance, and of another account', async () => {
    const cards = vi.fn<Instances['cards']>(async () => new Map());
    const gravest = { ...BASE.gravest, origin: { ...BASE.gravest.origin, logStream: 'web-1' } };
    expect(await lookup(cards).lookingUp.cards({ ...on('web-2'), gravest })).toMatchObject([
      { host: 'web-1', found: 'no-name' },
      { host: 'web-2', found: 'no-name' },
    ]);
    expect(await lookup(cards, '999999999999').lookingUp.cards(on(OWN))).toMatchObject([
      { found: 'unread', why: 'it is of another account or region' },
    ]);
    expect(cards).not.toHaveBeenCalled();
  });
});
