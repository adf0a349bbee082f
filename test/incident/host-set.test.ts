import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { HostSet, withHosts } from '../../shared/incident/host-set.ts';
import { type FoundParts, found, T0 } from './findings.ts';

function hostSet(...hosts: readonly string[]): HostSet {
  const set = HostSet.empty();
  for (const host of hosts) set.add(host);
  return set;
}

describe('hosts are counted', () => {
  it('each once', () => {
    expect(hostSet('a', 'b', 'a').size).toBe(2);
  });

  it('in any order, with the same bytes to remember', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: 'binary', maxLength: 5 }), { maxLength: 30 }), (hosts) => {
        const bytes = hostSet(...hosts).encode();
        expect(hostSet(...hosts.toReversed()).encode()).toEqual(bytes);
        expect(HostSet.decode(bytes).encode()).toEqual(bytes);
        expect(HostSet.decode(bytes).size).toBe(new Set(hosts).size);
      }),
    );
  });

  it('up to 8,192, in 32 KB, and then no more', () => {
    const set = hostSet(...Array.from({ length: 10_000 }, (_, index) => `i-${index}`));
    expect(set.full).toBe(true);
    expect(set.size).toBe(8192);
    expect(set.encode().length).toBe(32_768);
    expect(hostSet('a').full).toBe(false);
  });

  it('from whatever bytes there are: what is left over is ignored', () => {
    expect(HostSet.decode(Uint8Array.from([0, 0, 0, 1, 9, 9])).size).toBe(1);
    expect(HostSet.decode(new Uint8Array()).size).toBe(0);
  });
});

describe('hosts are shown', () => {
  const shown = (findings: readonly FoundParts[], counts: readonly number[] = findings.map(() => 1)) =>
    withHosts([], findings.map(found), counts);

  it('with how often, first and last', () => {
    expect(shown([{ time: T0 + 5 }, { time: T0 }, { time: T0 + 2 }])).toEqual([
      { host: 'i-1', name: '', count: 3, first: T0, last: T0 + 5 },
    ]);
  });

  it('with what counted before left out of the count', () => {
    expect(shown([{}, {}], [1, 0])[0]?.count).toBe(1);
  });

  it('by the stream that they can not choose, however they call themselves', () => {
    const [seen, ...more] = shown([{ hostName: 'b' }, { hostName: 'a' }, { hostName: '' }]);
    expect(seen).toMatchObject({ host: 'i-1', name: 'b' });
    expect(more).toEqual([]);
  });

  it('the first of them first', () => {
    const hosts = shown([
      { host: 'late', time: T0 + 1 },
      { host: 'early', time: T0 },
      { host: 'a', time: T0 + 1 },
    ]);
    expect(hosts.map(({ host }) => host)).toEqual(['early', 'a', 'late']);
  });

  it('25 at most: those that were first, in whatever order and batches they come', () => {
    const one = fc.record({ host: fc.integer({ min: 1, max: 40 }).map(String), time: fc.nat(500) });
    fc.assert(
      fc.property(fc.array(one, { maxLength: 100 }), (parts) => {
        const inOne = shown(parts);
        const oneByOne = parts
          .toReversed()
          .reduce<ReturnType<typeof withHosts>>((hosts, part) => withHosts(hosts, [found(part)], [1]), []);
        const firsts = Map.groupBy(parts, ({ host }) => host);
        const expected = [...firsts]
          .map(([host, seen]) => ({ host, first: Math.min(...seen.map(({ time }) => time)) }))
          .sort((a, b) => a.first - b.first || (a.host < b.host ? -1 : 1))
          .slice(0, 25);
        for (const hosts of [inOne, oneByOne])
          expect(hosts.map(({ host, first }) => ({ host, first }))).toEqual(expected);
        if (firsts.size <= 25) expect(oneByOne).toEqual(inOne);
      }),
    );
  });
});
