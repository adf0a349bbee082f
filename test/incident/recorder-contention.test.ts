import { describe, expect, it } from 'vitest';
import { ContentionError } from '../../shared/incident/errors.ts';
import type { IncidentStore } from '../../shared/incident/incident-store.ts';
import { found } from './findings.ts';
import { MemoryIncidents, recorderOf } from './memory-incidents.ts';

describe('two writers of one incident', () => {
  it('both get their findings counted, and the second tries again', async () => {
    const incidents = new MemoryIncidents();
    const [one, other] = [recorderOf({ incidents }), recorderOf({ incidents })];
    await Promise.all([one.record([found(), found()]), other.record([found()])]);
    expect(incidents.incidents).toMatchObject([{ count: 3, generation: 1 }]);
    expect(incidents.saves.map(({ took }) => took)).toEqual([true, false, true]);
  });

  it('of the same finding count it once', async () => {
    const incidents = new MemoryIncidents();
    const finding = found();
    const [one, other] = [recorderOf({ incidents }), recorderOf({ incidents })];
    const changed = await Promise.all([one.record([finding]), other.record([finding])]);
    expect(changed.flat()).toHaveLength(1);
    expect(incidents.incidents).toMatchObject([{ count: 1 }]);
  });

  it('and many more end with every finding counted and each step told once', async () => {
    const incidents = new MemoryIncidents();
    const writers = Array.from({ length: 7 }, () => recorderOf({ incidents }));
    await Promise.all(writers.map((writer, index) => writer.record([found({ host: `i-${index}` })])));
    expect(incidents.incidents).toMatchObject([{ count: 7, hostCount: 7 }]);
    const rises = incidents.saves.filter(({ took, untold }) => took && untold);
    expect(incidents.incidents[0]?.generation).toBe(rises.length);
  });
});

describe('a writer that never gets its turn', () => {
  const REFUSING: IncidentStore = { load: async () => null, save: async () => false };

  it('gives up with an error that the service delivers again for', async () => {
    const recorder = recorderOf({ incidents: REFUSING });
    await expect(recorder.record([found()])).rejects.toThrow(ContentionError);
    await expect(recorder.record([found()])).rejects.toThrow(/was written by others at each of 8 tries/);
  });

  it('waits longer each time, some seconds at most in all', async () => {
    const waits: number[] = [];
    const recorder = recorderOf({
      incidents: REFUSING,
      sleep: async (milliseconds) => void waits.push(milliseconds),
    });
    await expect(recorder.record([found()])).rejects.toThrow(ContentionError);
    expect(waits).toEqual(waits.toSorted((a, b) => a - b));
    expect(waits.slice(0, 3)).toEqual([10, 20, 40]);
    expect(waits.reduce((sum, wait) => sum + wait, 0)).toBeLessThan(3_000);
  });
});

describe('what the store throws', () => {
  const broken = async () => Promise.reject(new Error('not today'));

  it.each<[string, IncidentStore]>([
    ['in reading', { load: broken, save: async () => true }],
    ['in writing', { load: async () => null, save: broken }],
  ])('passes through, %s', async (_name, incidents) => {
    await expect(recorderOf({ incidents }).record([found()])).rejects.toThrow('not today');
  });

  it('leaves what was recorded before recorded, and all again completes it', async () => {
    const incidents = new MemoryIncidents();
    const { user } = found();
    const findings = [found(), found({ user: { ...user, uid: 0 } })];
    let saves = 0;
    const failing: IncidentStore = {
      load: (id) => incidents.load(id),
      save: (...args) => (++saves === 2 ? broken() : incidents.save(...args)),
    };
    const recorder = recorderOf({ incidents: failing });
    await expect(recorder.record(findings)).rejects.toThrow('not today');
    expect(await recorder.record(findings)).toHaveLength(1);
    expect(incidents.incidents.map(({ count }) => count)).toEqual([1, 1]);
  });
});
