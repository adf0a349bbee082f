/** Findings come in any order, in any batches and more than once: the incident that they become is the same. */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { SEVERITIES } from '../../shared/detection/severity.ts';
import type { Incident } from '../../shared/incident/incident.ts';
import { type IncidentRecord, mergeFindings } from '../../shared/incident/merge.ts';
import type { FindingSnapshot } from '../../shared/incident/snapshot.ts';
import { windowOf } from '../../shared/incident/window.ts';
import { batchOf, DAY, found, SILENCED } from './findings.ts';

const window = windowOf(batchOf([found()]).fingerprint, found().time, DAY);

const finding = fc
  .record({
    severity: fc.constantFrom(...SEVERITIES),
    time: fc.integer({ min: window.from, max: window.from + 50 }),
    host: fc.constantFrom('i-1', 'i-2', 'i-3'),
    hostName: fc.constantFrom('', 'a', 'b'),
  })
  .map(found);

const findings = fc.array(finding, { minLength: 1, maxLength: 30 });

/** A row of findings, some of them more than once, in another order and in batches. */
const deliveries = (of: readonly FindingSnapshot[]) =>
  fc
    .tuple(
      fc.shuffledSubarray([...of], { minLength: of.length }),
      fc.subarray([...of]),
      fc.infiniteStream(fc.nat(5)),
    )
    .map(([all, again, sizes]) => {
      const row = [...all, ...again];
      const batches: FindingSnapshot[][] = [];
      while (row.length > 0) batches.push(row.splice(0, (sizes.next().value ?? 0) + 1));
      return batches;
    });

function incidentsAfter(batches: readonly (readonly FindingSnapshot[])[], suppressed = false): Incident[] {
  let record: IncidentRecord | null = null;
  const after: Incident[] = [];
  for (const [first, ...more] of batches) {
    if (first === undefined) continue;
    record = mergeFindings(record, batchOf([first, ...more], suppressed ? SILENCED : null)) ?? record;
    if (record !== null) after.push(record.incident);
  }
  return after;
}

/** Without what depends on when it was told. */
const essence = (incident: Incident | undefined) => ({ ...incident, generation: null, news: null });

it('the incident is the same but for what was told when', () => {
  const cases = findings.chain((all) => fc.tuple(fc.constant(all), deliveries(all)));
  fc.assert(
    fc.property(cases, ([all, batches]) => {
      const inOne = incidentsAfter([all]).at(-1);
      expect(essence(incidentsAfter(batches).at(-1))).toEqual(essence(inOne));
      expect(inOne?.count).toBe(all.length);
    }),
    { numRuns: 300 },
  );
});

it('its generation never falls, and rises by one with something to tell', () => {
  fc.assert(
    fc.property(findings.chain(deliveries), (batches) => {
      let before = 0;
      for (const { generation, news } of incidentsAfter(batches)) {
        expect([before, before + 1]).toContain(generation);
        expect(news.length).toBeGreaterThan(0);
        before = generation;
      }
      expect(before).toBeGreaterThanOrEqual(1);
    }),
  );
});

it('everything again, in other batches, changes nothing', () => {
  fc.assert(
    fc.property(findings, (all) => {
      const [first, ...more] = all.map((one) => [one]);
      const once = incidentsAfter([first ?? [], ...more]);
      const twice = incidentsAfter([first ?? [], ...more, all, ...more]);
      expect(twice.at(-1)).toEqual(once.at(-1));
    }),
  );
});

it('suppressed, it counts alike and tells nothing', () => {
  fc.assert(
    fc.property(findings.chain(deliveries), (batches) => {
      const told = incidentsAfter(batches).at(-1);
      const silent = incidentsAfter(batches, true).at(-1);
      expect(silent).toMatchObject({ generation: 0, news: [], suppressedBy: SILENCED });
      expect({ ...essence(silent), suppressedBy: null }).toEqual(essence(told));
    }),
  );
});
