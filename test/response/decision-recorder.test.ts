import { describe, expect, it } from 'vitest';
import { ContentionError } from '../../shared/incident/errors.ts';
import type { IncidentId } from '../../shared/incident/incident.ts';
import { mergeFindings } from '../../shared/incident/merge.ts';
import { SuppressionShape } from '../../shared/incident/suppression.ts';
import { ResponseWriter } from '../../shared/response/response-writer.ts';
import { batchOf, DAY, found, SILENCED, T0 } from '../incident/findings.ts';
import { MemoryIncidents, recorderOf } from '../incident/memory-incidents.ts';
import { decisionsOver, incidentInStore, storedIncident } from './recorded.ts';
import { PLAN, requestOn, STATES } from './states.ts';

describe('a decision', () => {
  it('is told: the generation rises, and its news says so', async () => {
    const incidents = new MemoryIncidents();
    const incident = await incidentInStore(incidents, STATES.proposed);
    const recorded = await decisionsOver(incidents).decisions.record(
      incident.id,
      requestOn(incident, 'approve'),
    );
    expect(recorded).toMatchObject({ outcome: 'decided', incident: { generation: incident.generation + 1 } });
    expect(await storedIncident(incidents, incident.id)).toMatchObject({
      news: [{ what: 'response', tells: 'decision' }],
      response: { containment: { state: 'approved' } },
    });
    expect(incidents.saves.at(-1)).toMatchObject({ untold: true, took: true });
  });

  it('that is refused, or came before, is written nowhere and told nobody', async () => {
    const incidents = new MemoryIncidents();
    const incident = await incidentInStore(incidents, STATES.proposed);
    const { decisions } = decisionsOver(incidents);
    const request = requestOn(incident, 'approve');
    await decisions.record(incident.id, request);
    const saves = incidents.saves.length;
    expect(await decisions.record(incident.id, request)).toMatchObject({ outcome: 'repeated' });
    expect(await decisions.record(incident.id, requestOn(incident, 'dismiss'))).toMatchObject({
      outcome: 'refused',
      kind: 'decided-already',
    });
    expect(incidents.saves).toHaveLength(saves);
  });

  it('about an incident that nobody was told of is kept, and told nobody', async () => {
    const incidents = new MemoryIncidents();
    const record = mergeFindings(null, batchOf([found()], SILENCED));
    if (record === null) throw new Error('nothing was recorded');
    await incidents.save(record, 0, false);
    const { incident } = record;
    await decisionsOver(incidents).decisions.record(incident.id, requestOn(incident, 'dismiss'));
    expect(await storedIncident(incidents, incident.id)).toMatchObject({
      generation: 0,
      news: [],
      response: { decisions: [{ kind: 'dismiss' }] },
    });
    expect(incidents.saves.at(-1)).toMatchObject({ untold: false, took: true });
  });

  it('about no incident says so', async () => {
    const { decisions } = decisionsOver(new MemoryIncidents());
    const request = requestOn(
      { severity: 'high', response: { decisions: [], containment: STATES.none } },
      'suppress',
    );
    expect(await decisions.record('nothing-24h-0' as IncidentId, request)).toEqual({
      outcome: 'unknown-incident',
    });
  });

  it('leaves what was told of its extent: what grew in silence is told by the next finding', async () => {
    const incidents = new MemoryIncidents();
    const incident = await incidentInStore(incidents, STATES.none);
    const silent = recorderOf({
      incidents,
      suppressions: [
        {
          id: 's',
          match: { fingerprint: incident.fingerprint },
          severityAtMost: 'critical',
          author: 'ann',
          reason: 'known',
          until: T0 + 1,
        },
      ],
    });
    await silent.record([found({ severity: 'critical' })]);
    await decisionsOver(incidents).decisions.record(incident.id, requestOn(incident, 'suppress'));
    await recorderOf({ incidents }).record([found()]);
    expect(await storedIncident(incidents, incident.id)).toMatchObject({
      generation: 3,
      news: [{ what: 'severity', from: 'high' }],
    });
  });
});

describe('a decision to suppress', () => {
  it('writes the suppression that keeps its behaviour from being told for a week', async () => {
    const incidents = new MemoryIncidents();
    const incident = await incidentInStore(incidents, STATES.none);
    const { decisions, suppressions } = decisionsOver(incidents);
    const by = { via: 'slack', who: 'U0ANN0001' } as const;
    await decisions.record(incident.id, requestOn(incident, 'suppress', { by, at: T0 }));
    const [suppression] = [...suppressions.values()];
    expect(SuppressionShape.parse(suppression)).toMatchObject({
      match: { fingerprint: incident.fingerprint },
      severityAtMost: 'high',
      author: 'Slack member U0ANN0001',
      until: T0 + 7 * DAY,
    });
    const silenced = recorderOf({ incidents, suppressions: [...suppressions.values()] });
    await silenced.record(Array.from({ length: 20 }, () => found()));
    expect(await storedIncident(incidents, incident.id)).toMatchObject({ count: 21, generation: 2 });
  });

  it('is made good by whoever comes next, where the suppression could not be written', async () => {
    const incidents = new MemoryIncidents();
    const incident = await incidentInStore(incidents, STATES.none);
    const { decisions, suppressions } = decisionsOver(incidents);
    const request = requestOn(incident, 'suppress');
    await decisions.record(incident.id, request);
    const [written] = [...suppressions.values()];
    for (const again of [request, requestOn(incident, 'suppress')]) {
      suppressions.clear();
      await decisions.record(incident.id, again);
      expect([...suppressions.values()]).toEqual([written]);
    }
  });
});

describe('a change of what came of a decision', () => {
  it('is asked for on what is there, and told', async () => {
    const incidents = new MemoryIncidents();
    const incident = await incidentInStore(incidents, STATES.approved);
    const { writer } = decisionsOver(incidents);
    const changed = await writer.change(incident.id, ({ response }) => ({
      ...response,
      containment: STATES.running,
    }));
    expect(changed).toMatchObject({
      generation: 3,
      news: [{ what: 'response', tells: 'containment' }],
      response: { containment: { state: 'running' } },
    });
  });

  it('to nothing changes nothing', async () => {
    const incidents = new MemoryIncidents();
    const incident = await incidentInStore(incidents, STATES.approved);
    const saves = incidents.saves.length;
    expect(await decisionsOver(incidents).writer.change(incident.id, () => null)).toEqual(incident);
    expect(incidents.saves).toHaveLength(saves);
  });

  it('is kept in bounded size, whatever it says', async () => {
    const incidents = new MemoryIncidents();
    const incident = await incidentInStore(incidents, STATES.none);
    const steps = Array.from({ length: 500 }, () => ({ action: 'a', does: '😀'.repeat(5000) }));
    const because = Array.from({ length: 500 }, () => 'x'.repeat(5000));
    await decisionsOver(incidents).writer.change(incident.id, () => ({
      decisions: [],
      containment: { state: 'withheld', because, plan: { ...PLAN, steps } },
    }));
    const { response } = await storedIncident(incidents, incident.id);
    expect(Buffer.byteLength(JSON.stringify(response))).toBeLessThan(24_000);
  });

  it('that others come before at every try gives up with an error', async () => {
    const incidents = new MemoryIncidents();
    const incident = await incidentInStore(incidents, STATES.approved);
    const waits: number[] = [];
    const writer = new ResponseWriter({
      incidents: { load: (id) => incidents.load(id), save: async () => false },
      random: () => 1,
      sleep: async (milliseconds) => void waits.push(milliseconds),
    });
    await expect(writer.change(incident.id, ({ response }) => response)).rejects.toThrow(ContentionError);
    expect(waits.reduce((sum, wait) => sum + wait, 0)).toBeLessThan(1500);
  });
});
