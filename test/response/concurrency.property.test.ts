/** Findings and decisions at once: neither loses the other, whatever order the store sees them in. */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { IncidentStore } from '../../shared/incident/incident-store.ts';
import { DECISIONS } from '../../shared/response/response.ts';
import { found } from '../incident/findings.ts';
import { MemoryIncidents, recorderOf } from '../incident/memory-incidents.ts';
import { decisionsOver, incidentInStore, storedIncident } from './recorded.ts';
import { requestOn, STATES } from './states.ts';

/** A store whose every call waits for its turn, which fast-check chooses. */
function scheduled(incidents: IncidentStore, scheduler: fc.Scheduler): IncidentStore {
  return {
    load: scheduler.scheduleFunction(async (id) => incidents.load(id)),
    save: scheduler.scheduleFunction(async (record, version, untold) =>
      incidents.save(record, version, untold),
    ),
  };
}

it('a decision is never lost to a finding, nor a finding to a decision', async () => {
  const run = fc.asyncProperty(
    fc.scheduler(),
    fc.array(fc.constantFrom(...DECISIONS), { minLength: 1, maxLength: 4 }),
    fc.integer({ min: 1, max: 4 }),
    fc.constantFrom('none', 'proposed', 'contained'),
    async (scheduler, kinds, writers, state) => {
      const incidents = new MemoryIncidents();
      const incident = await incidentInStore(incidents, STATES[state]);
      const store = scheduled(incidents, scheduler);
      const { decisions } = decisionsOver(store);
      const recording = Array.from({ length: writers }, (_, index) =>
        recorderOf({ incidents: store }).record([found({ host: `i-${index}` })]),
      );
      const deciding = kinds.map((kind) => decisions.record(incident.id, requestOn(incident, kind)));
      await scheduler.waitFor(Promise.all(recording));
      const made = (await scheduler.waitFor(Promise.all(deciding))).flatMap((one) =>
        one.outcome === 'decided' ? [one.decision.id] : [],
      );
      const stored = await storedIncident(incidents, incident.id);
      expect(stored.count).toBe(1 + writers);
      expect(stored.response.decisions.map(({ id }) => id).toSorted()).toEqual(made.toSorted());
      const rises = incidents.saves.filter(({ took, untold }) => took && untold);
      expect(stored.generation).toBe(rises.length);
    },
  );
  await fc.assert(run, { numRuns: 60 });
});

it('however requests interleave, they end as one after the other would', async () => {
  const run = fc.asyncProperty(
    fc.scheduler(),
    fc.array(fc.constantFrom(...DECISIONS), { minLength: 2, maxLength: 4 }),
    fc.constantFrom('none', 'proposed', 'proposed, dry run', 'contained'),
    async (scheduler, kinds, state) => {
      const incidents = new MemoryIncidents();
      const incident = await incidentInStore(incidents, STATES[state]);
      const { decisions } = decisionsOver(scheduled(incidents, scheduler));
      const requests = kinds.map((kind) => requestOn(incident, kind));
      const deciding = requests.map((request) => decisions.record(incident.id, request));
      const outcomes = await scheduler.waitFor(Promise.all(deciding));
      const stored = await storedIncident(incidents, incident.id);
      // In the order in which they were written; those that were refused came to nothing wherever they stood.
      const order = stored.response.decisions.map(({ id }) => requests.find((one) => one.id === id));
      const serial = new MemoryIncidents();
      const same = await incidentInStore(serial, STATES[state]);
      const { decisions: oneByOne } = decisionsOver(serial);
      for (const request of order) if (request !== undefined) await oneByOne.record(same.id, request);
      expect(stored.response).toEqual((await storedIncident(serial, same.id)).response);
      expect(outcomes.filter(({ outcome }) => outcome === 'decided')).toHaveLength(order.length);
    },
  );
  await fc.assert(run, { numRuns: 60 });
});
