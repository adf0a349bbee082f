import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { IncidentId } from '../../../shared/incident/incident.ts';
import {
  claim,
  claimRelease,
  EMPTY_LEDGER,
  type Entry,
  free,
  type Holding,
  type Ledger,
  type Limits,
} from '../../../shared/response/budget/ledger.ts';
import type { DecisionId } from '../../../shared/response/response.ts';

const T0 = 1_800_000_000_000;
const MINUTE = 60_000;

/** Decision `d1` of incident `one` about instance `i-1`, unless a test says otherwise. */
function holding(instanceId = 'i-1', decision = 'd1', incident = 'one'): Holding {
  return { instanceId, decision: decision as DecisionId, incident: incident as IncidentId };
}

/** A fleet of instances `i-1` up to `i-<size>`, the first `inGroup` of them in one group. */
function limits(size: number, parts: Partial<Limits> = {}, inGroup = 0): Limits {
  const fleet = Array.from({ length: size }, (_, index) => ({
    instanceId: `i-${index + 1}`,
    group: index < inGroup ? 'web' : null,
  }));
  return { perHour: 100, fleetShare: 1, fleet, ...parts };
}

function ledgerOf(entry: Entry): Ledger {
  if (!entry.granted) throw new Error(entry.because);
  return entry.ledger;
}

function claimed(holdings: readonly Holding[], of: Limits): Ledger {
  return holdings.reduce((ledger, one) => ledgerOf(claim(ledger, one, of, T0)), EMPTY_LEDGER);
}

describe('a claim', () => {
  it('of a free target is granted, and counted', () => {
    expect(claim(EMPTY_LEDGER, holding(), limits(1), T0)).toEqual({
      granted: true,
      ledger: { held: [holding()], begun: [{ decision: 'd1', at: T0 }] },
    });
  });

  it('made again by its decision changes nothing, even where the budget is used up', () => {
    const of = limits(1, { perHour: 1 });
    const ledger = claimed([holding()], of);
    expect(claim(ledger, holding(), of, T0 + 90 * MINUTE)).toEqual({ granted: true, ledger });
  });

  it('of a target that another decision holds is refused', () => {
    const ledger = claimed([holding()], limits(2));
    expect(claim(ledger, holding('i-1', 'd2', 'two'), limits(2), T0)).toMatchObject({
      because: expect.stringContaining('contained already'),
    });
  });

  it('of a target that is not in the fleet is refused', () => {
    expect(claim(EMPTY_LEDGER, holding('i-2'), limits(1), T0)).toMatchObject({
      because: expect.stringContaining('not among the running'),
    });
  });
});

describe('the budget', () => {
  const of = limits(9, { perHour: 2 });
  const ledger = claimed([holding('i-1', 'd1'), holding('i-2', 'd2')], of);

  it('is of any 60 minutes', () => {
    expect(claim(ledger, holding('i-3', 'd3'), of, T0 + 60 * MINUTE - 1)).toMatchObject({
      because: 'the budget of 2 containments an hour is used up',
    });
    expect(claim(ledger, holding('i-3', 'd3'), of, T0 + 60 * MINUTE)).toMatchObject({ granted: true });
  });

  it('is not given back by what failed or was released', () => {
    const freed = free(free(ledger, holding('i-1', 'd1').decision), holding('i-2', 'd2').decision);
    expect(freed.held).toEqual([]);
    expect(claim(freed, holding('i-3', 'd3'), of, T0)).toMatchObject({ granted: false });
  });
});

describe('the share of the fleet', () => {
  it.each([
    [1, 1],
    [3, 1],
    [8, 2],
    [9, 2],
  ])('a quarter of %i is %i', (size, most) => {
    const of = limits(size, { fleetShare: 0.25 });
    const held = Array.from({ length: most }, (_, index) => holding(`i-${index + 1}`, `d${index}`));
    const ledger = claimed(held, of);
    const next = holding(`i-${most + 1}`, 'next');
    if (most < size)
      expect(claim(ledger, next, of, T0)).toMatchObject({
        because: expect.stringContaining('share of the fleet'),
      });
  });

  it('counts the group by itself', () => {
    const of = limits(100, { fleetShare: 0.25 }, 4);
    const ledger = claimed([holding('i-1', 'd1')], of);
    expect(claim(ledger, holding('i-2', 'd2'), of, T0)).toMatchObject({
      because: expect.stringContaining('Auto Scaling group'),
    });
    expect(claim(ledger, holding('i-50', 'd2'), of, T0)).toMatchObject({ granted: true });
  });

  it('does not count what is not there any more', () => {
    const ledger = claimed([holding('i-5', 'd1')], limits(5, { fleetShare: 0.25 }));
    expect(claim(ledger, holding('i-1', 'd2'), limits(4, { fleetShare: 0.25 }), T0)).toMatchObject({
      granted: true,
    });
  });
});

describe('a release', () => {
  const ledger = claimed([holding('i-1', 'd1')], limits(1));

  it('takes over what its incident holds, beyond any budget', () => {
    const release = holding('i-1', 'r1');
    const after = ledgerOf(claimRelease(ledger, release));
    expect(after).toEqual({ held: [release], begun: ledger.begun });
    expect(claimRelease(after, release)).toEqual({ granted: true, ledger: after });
    expect(free(after, release.decision).held).toEqual([]);
  });

  it('of another incident does not', () => {
    expect(claimRelease(ledger, holding('i-1', 'r1', 'two'))).toMatchObject({ granted: false });
  });

  it('of what nobody holds any more holds it', () => {
    expect(ledgerOf(claimRelease(EMPTY_LEDGER, holding('i-1', 'r1'))).held).toHaveLength(1);
  });
});

describe('whatever is claimed and freed in whatever order', () => {
  const step = fc.oneof(
    fc.record({
      what: fc.constant('claim' as const),
      n: fc.nat(11),
      target: fc.integer({ min: 1, max: 12 }),
    }),
    fc.record({ what: fc.constant('free' as const), n: fc.nat(11), target: fc.constant(0) }),
  );

  it('no target is held twice, and neither budget nor share is exceeded', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 60 }), fc.integer({ min: 1, max: 6 }), (steps, perHour) => {
        const of = limits(12, { perHour, fleetShare: 0.5 }, 4);
        let ledger = EMPTY_LEDGER;
        for (const [index, { what, n, target }] of steps.entries()) {
          const one = holding(`i-${target}`, `d${n}`, `incident ${n}`);
          if (what === 'free') {
            ledger = free(ledger, one.decision);
            continue;
          }
          const entry = claim(ledger, one, of, T0 + index * MINUTE);
          if (entry.granted) ledger = entry.ledger;
          const held = ledger.held.map(({ instanceId }) => instanceId);
          expect(new Set(held).size).toBe(held.length);
          expect(held.length).toBeLessThanOrEqual(6);
          expect(held.filter((id) => ['i-1', 'i-2', 'i-3', 'i-4'].includes(id)).length).toBeLessThanOrEqual(
            2,
          );
          const begun = ledger.begun.filter(({ at }) => T0 + index * MINUTE - at < 60 * MINUTE);
          expect(begun.length).toBeLessThanOrEqual(perHour);
        }
      }),
    );
  });
});
