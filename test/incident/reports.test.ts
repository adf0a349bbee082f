import { describe, expect, it } from 'vitest';
import { mergeFindings } from '../../shared/incident/merge.ts';
import type { RuntimeReport } from '../../shared/incident/snapshot.ts';
import { batchOf, found } from './findings.ts';

const REPORT: RuntimeReport = {
  id: 'g-1',
  type: 'Execution:Runtime/X',
  severity: 8,
  count: 1,
  isSample: false,
};

describe('what GuardDuty reports of an execution that is counted already', () => {
  const execution = found();
  const before = mergeFindings(null, batchOf([execution]));

  it('is news, and counts no execution', () => {
    const after = mergeFindings(before, batchOf([{ ...execution, report: REPORT }]));

    expect(after?.incident).toMatchObject({
      generation: 2,
      news: [{ what: 'guardduty' }],
      count: 1,
      reports: [REPORT],
    });
  });

  it('changes nothing when it comes again', () => {
    const once = mergeFindings(before, batchOf([{ ...execution, report: REPORT }]));

    expect(mergeFindings(once, batchOf([{ ...execution, report: REPORT }]))).toBeNull();
  });

  it('that GuardDuty counts once more is kept, and no news', () => {
    const once = mergeFindings(before, batchOf([{ ...execution, report: REPORT }]));

    const again = mergeFindings(once, batchOf([{ ...execution, report: { ...REPORT, count: 5 } }]));

    expect(again?.incident).toMatchObject({ generation: 2, reports: [{ ...REPORT, count: 5 }] });
  });

  it('is no news where it came with the execution', () => {
    const both = mergeFindings(null, batchOf([{ ...execution, report: REPORT }]));

    expect(both?.incident).toMatchObject({ generation: 1, news: [{ what: 'new' }], reports: [REPORT] });
  });

  it('keeps the highest count, and eight reports at most, whatever their order', () => {
    const reports = Array.from({ length: 12 }, (_, at) => ({
      ...REPORT,
      id: `g-${String(at).padStart(2, '0')}`,
    }));
    const findings = reports.map((report) => ({ ...execution, report }));
    const more = { ...execution, report: { ...REPORT, id: 'g-00', count: 5 } };
    const merged = (all: typeof findings) => {
      const [first, ...rest] = all;
      return first === undefined ? null : mergeFindings(null, batchOf([first, ...rest]))?.incident.reports;
    };

    expect(merged([...findings, more])).toEqual(merged([more, ...findings.toReversed()]));
    expect(merged([...findings, more])).toHaveLength(8);
    expect(merged([...findings, more])?.[0]?.count).toBe(5);
  });
});
