import { describe, expect, it, vi } from 'vitest';
import type { Suppression } from '../../shared/incident/suppression.ts';
import { DAY, found, T0 } from './findings.ts';
import { MemoryIncidents, recorderOf } from './memory-incidents.ts';

const ALL_OF_ROOT: Suppression = {
  id: 's-1',
  match: { uid: 0 },
  severityAtMost: 'critical',
  author: 'ann',
  reason: 'known',
  until: T0 + DAY,
};
const { user, origin } = found();
const ROOT = { ...user, uid: 0 };

describe('a recorder', () => {
  it('writes once for a thousand findings of one behaviour', async () => {
    const incidents = new MemoryIncidents();
    const findings = Array.from({ length: 1000 }, () => found());
    const [incident, ...more] = await recorderOf({ incidents }).record(findings);
    expect(more).toEqual([]);
    expect(incident).toMatchObject({ count: 1000, generation: 1 });
    expect(incidents.saves).toEqual([{ id: incident?.id, untold: true, took: true }]);
  });

  it('takes findings of several behaviours and windows into an incident each', async () => {
    const incidents = new MemoryIncidents();
    const findings = [found(), found({ user: ROOT }), found({ time: T0 + DAY }), found({ host: 'i-2' })];
    const changed = await recorderOf({ incidents }).record(findings);
    expect(changed.map(({ count }) => count)).toEqual([2, 1, 1]);
    expect(new Set(changed.map(({ id }) => id)).size).toBe(3);
    expect(incidents.incidents).toEqual(changed);
  });

  it('gives an incident the environment of its log group', async () => {
    const changed = await recorderOf({ incidents: new MemoryIncidents() }).record([
      found(),
      found({ origin: { ...origin, logGroup: '/ci' } }),
    ]);
    expect(changed.map(({ environment }) => environment)).toEqual(['production', 'ci']);
  });

  it('writes nothing for findings that were recorded', async () => {
    const incidents = new MemoryIncidents();
    const findings = [found(), found()];
    await recorderOf({ incidents }).record(findings);
    expect(await recorderOf({ incidents }).record(findings)).toEqual([]);
    expect(incidents.saves).toHaveLength(1);
  });

  it('marks as untold only what has something new to tell', async () => {
    const incidents = new MemoryIncidents();
    const recorder = recorderOf({ incidents });
    await recorder.record([found()]);
    await recorder.record([found()]);
    await recorder.record([found({ severity: 'critical' })]);
    expect(incidents.saves.map(({ untold }) => untold)).toEqual([true, false, true]);
  });

  it('asks for nothing where there is nothing to record', async () => {
    const list = vi.fn(async () => []);
    const recorder = recorderOf({ incidents: new MemoryIncidents(), suppressions: { list } });
    expect(await recorder.record([])).toEqual([]);
    expect(list).not.toHaveBeenCalled();
  });
});

describe('suppressions', () => {
  it('are counted and not told, and others are', async () => {
    const incidents = new MemoryIncidents();
    const changed = await recorderOf({ incidents, suppressions: [ALL_OF_ROOT] }).record([
      found({ user: ROOT }),
      found(),
    ]);
    expect(changed.map(({ generation }) => generation)).toEqual([0, 1]);
    expect(changed.map(({ suppressedBy }) => suppressedBy?.id)).toEqual(['s-1', undefined]);
    expect(incidents.saves.map(({ untold }) => untold)).toEqual([false, true]);
  });

  it('end: the next finding is told, with all that was counted', async () => {
    const incidents = new MemoryIncidents();
    let now = T0;
    const recorder = recorderOf({ incidents, suppressions: [ALL_OF_ROOT], now: () => now });
    await recorder.record([found({ user: ROOT }), found({ user: ROOT })]);
    now += DAY;
    const [incident] = await recorder.record([found({ user: ROOT })]);
    expect(incident).toMatchObject({ generation: 1, news: [{ what: 'new' }], count: 3, suppressedBy: null });
  });

  it.each([
    ['the first', 'critical', 'low'],
    ['the last', 'low', 'critical'],
  ] as const)('one finding that has to be told makes its incident told, be it %s', async (_name, a, b) => {
    const suppressions = [{ ...ALL_OF_ROOT, severityAtMost: 'medium' as const }];
    const recorder = recorderOf({ incidents: new MemoryIncidents(), suppressions });
    const findings = [found({ user: ROOT, severity: a }), found({ user: ROOT, severity: b })];
    expect(await recorder.record(findings)).toMatchObject([{ generation: 1, count: 2, suppressedBy: null }]);
  });

  it('that can not be read stop the recorder: it must not tell what was to be silent', async () => {
    const incidents = new MemoryIncidents();
    const list = async () => Promise.reject(new Error('throttled'));
    await expect(recorderOf({ incidents, suppressions: { list } }).record([found()])).rejects.toThrow(
      'throttled',
    );
    expect(incidents.saves).toEqual([]);
  });
});
