import { describe, expect, it } from 'vitest';
import type { SuppressedBy } from '../../shared/incident/incident.ts';
import { type IncidentRecord, mergeFindings } from '../../shared/incident/merge.ts';
import type { FindingSnapshot } from '../../shared/incident/snapshot.ts';
import { batchOf, found, SILENCED, T0 } from './findings.ts';

/** Merges each row of findings after the other; `[findings, suppressed]` where they are suppressed. */
type Step = readonly [readonly [FindingSnapshot, ...FindingSnapshot[]], SuppressedBy | null];

function recordOf(...steps: readonly Step[]): IncidentRecord {
  let record: IncidentRecord | null = null;
  for (const [findings, suppressedBy] of steps)
    record = mergeFindings(record, batchOf(findings, suppressedBy)) ?? record;
  if (record === null) throw new Error('no incident');
  return record;
}

const incidentOf = (...steps: readonly Step[]) => recordOf(...steps).incident;
const times = (length: number, parts: Parameters<typeof found>[0] = {}): Step[] =>
  Array.from({ length }, () => [[found(parts)], null]);

describe('an incident', () => {
  it('begins with its first finding, as something new', () => {
    const finding = found();
    const incident = incidentOf([[finding], null]);
    expect(incident).toMatchObject({ generation: 1, news: [{ what: 'new' }], count: 1, hostCount: 1 });
    expect(incident).toMatchObject({ first: T0, last: T0, severity: 'high', suppressedBy: null });
    expect(incident.gravest).toEqual(finding);
    expect(incident.window.from).toBeLessThanOrEqual(T0);
    expect(incident.id).toContain(incident.fingerprint);
  });

  it('takes in more of the same without news', () => {
    const incident = incidentOf(...times(3));
    expect(incident).toMatchObject({ generation: 1, news: [{ what: 'new' }], count: 3 });
  });

  it.each<[string, Step[], object]>([
    ['the tenth time', times(10), { generation: 2, news: [{ what: 'repeats', passed: 10 }] }],
    [
      'a second host',
      [...times(1), ...times(1, { host: 'i-2' })],
      { generation: 2, news: [{ what: 'hosts', passed: 2 }] },
    ],
    [
      'a graver finding',
      [...times(1), ...times(1, { severity: 'critical' })],
      { generation: 2, news: [{ what: 'severity', from: 'high' }], severity: 'critical' },
    ],
  ])('is told again at %s', (_name, steps, expected) => {
    expect(incidentOf(...steps)).toMatchObject(expected);
  });

  it('stands where its gravest host does, whichever finding comes first', () => {
    const inCi = { ...batchOf([found()]), environment: 'ci' as const };
    const inProduction = batchOf([found({ host: 'i-2' })]);
    for (const [one, other] of [
      [inCi, inProduction],
      [inProduction, inCi],
    ] as const)
      expect(mergeFindings(mergeFindings(null, one), other)?.incident.environment).toBe('production');
    expect(mergeFindings(null, inCi)?.incident.environment).toBe('ci');
  });

  it('shows its gravest finding, of several the earliest', () => {
    const [mild, late, early] = [
      found({ severity: 'low', time: T0 }),
      found({ time: T0 + 9 }),
      found({ time: T0 + 1 }),
    ];
    expect(incidentOf([[mild, late], null], [[early], null]).gravest).toEqual(early);
  });
});

describe('the same finding again', () => {
  it('changes nothing, whether it comes alone or among others', () => {
    const findings = [found(), found({ host: 'i-2' })] as const;
    const record = recordOf([[...findings], null]);
    expect(mergeFindings(record, batchOf([...findings]))).toBeNull();
    expect(mergeFindings(record, batchOf([findings[1]]))).toBeNull();
  });

  it('counts once in one batch', () => {
    const finding = found();
    expect(incidentOf([[finding, finding], null]).count).toBe(1);
  });

  it('is graver where it was judged again with more known, and counts once', () => {
    const finding = found({ severity: 'medium' });
    const judgedAgain: FindingSnapshot = { ...finding, severity: 'critical' };
    const incident = incidentOf([[finding], null], [[judgedAgain], null]);
    expect(incident).toMatchObject({ count: 1, severity: 'critical', generation: 2 });
    expect(mergeFindings(recordOf([[judgedAgain], null]), batchOf([finding]))).toBeNull();
  });

  it('is another on another host, though its id may be the same there', () => {
    const finding = found();
    const elsewhere: FindingSnapshot = { ...finding, origin: { ...finding.origin, logStream: 'i-2' } };
    const renamed: FindingSnapshot = { ...finding, hostName: 'other' };
    expect(incidentOf([[finding, elsewhere, renamed], null])).toMatchObject({ count: 3, hostCount: 2 });
  });
});

describe('what is suppressed', () => {
  it('is counted and not told', () => {
    const incident = incidentOf([[found()], SILENCED], [[found({ host: 'i-2' })], SILENCED]);
    expect(incident).toMatchObject({ generation: 0, news: [], count: 2, hostCount: 2 });
    expect(incident.suppressedBy).toEqual(SILENCED);
  });

  it('is told as new once a finding is not suppressed any more, even one that was counted', () => {
    const finding = found();
    for (const next of [found(), finding])
      expect(incidentOf([[finding], SILENCED], [[next], null])).toMatchObject({
        generation: 1,
        news: [{ what: 'new' }],
        suppressedBy: null,
      });
  });

  it('does not raise an incident that was told before', () => {
    const graver = found({ severity: 'critical' });
    const incident = incidentOf([[found()], null], [[graver], SILENCED]);
    expect(incident).toMatchObject({ generation: 1, count: 2, severity: 'critical' });
  });

  it('is news afterwards: what nobody was told is compared with, not what was counted', () => {
    const silent: Step[] = times(9, { severity: 'critical' }).map(([findings]) => [findings, SILENCED]);
    const incident = incidentOf(...times(1), ...silent, ...times(1));
    expect(incident).toMatchObject({
      generation: 2,
      news: [
        { what: 'severity', from: 'high' },
        { what: 'repeats', passed: 10 },
      ],
    });
  });
});

it('bytes that remember nothing readable stop it: counting wrong would be worse', () => {
  const record = recordOf([[found()], null]);
  const broken = { ...record, counted: Uint8Array.from([9]) };
  expect(() => mergeFindings(broken, batchOf([found()]))).toThrow(RangeError);
});
