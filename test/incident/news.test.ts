import { describe, expect, it } from 'vitest';
import type { News } from '../../shared/incident/incident.ts';
import { type Extent, newsOf } from '../../shared/incident/news.ts';

const TOLD: Extent = { severity: 'medium', count: 1, hostCount: 1, reportCount: 0 };

describe('of an incident that was told it is news', () => {
  it.each<[string, Partial<Extent>, Partial<Extent>, News[]]>([
    ['that it is graver', {}, { severity: 'critical' }, [{ what: 'severity', from: 'medium' }]],
    ['that it was seen ten times', { count: 9 }, { count: 10 }, [{ what: 'repeats', passed: 10 }]],
    ['and a hundred times', { count: 99 }, { count: 101 }, [{ what: 'repeats', passed: 100 }]],
    ['and a thousand times', { count: 10 }, { count: 5000 }, [{ what: 'repeats', passed: 1000 }]],
    ['that a second host has it', {}, { hostCount: 2 }, [{ what: 'hosts', passed: 2 }]],
    ['and a fifth', { hostCount: 3 }, { hostCount: 7 }, [{ what: 'hosts', passed: 5 }]],
    ['that GuardDuty reports it too', {}, { reportCount: 1 }, [{ what: 'guardduty' }]],
    ['and a thousandth', { hostCount: 100 }, { hostCount: 1000 }, [{ what: 'hosts', passed: 1000 }]],
    [
      'all of it at once',
      {},
      { severity: 'high', count: 12, hostCount: 12 },
      [
        { what: 'severity', from: 'medium' },
        { what: 'repeats', passed: 10 },
        { what: 'hosts', passed: 10 },
      ],
    ],
  ])('%s', (_name, told, now, news) => {
    expect(newsOf({ ...TOLD, ...told }, { ...TOLD, ...now })).toEqual(news);
  });
});

describe('of an incident that was told it is none', () => {
  it.each<[string, Partial<Extent>, Partial<Extent>]>([
    ['that nothing changed', {}, {}],
    ['that it is milder', { severity: 'high' }, { severity: 'low' }],
    ['that it happened once more', { count: 1 }, { count: 2 }],
    ['nor once more after the tenth time', { count: 10 }, { count: 11 }],
    ['nor how often beyond a thousand', { count: 1000 }, { count: 100_000 }],
    ['that a third host has it', { hostCount: 2 }, { hostCount: 3 }],
    ['nor how many beyond a thousand', { hostCount: 1000 }, { hostCount: 8000 }],
  ])('%s', (_name, told, now) => {
    expect(newsOf({ ...TOLD, ...told }, { ...TOLD, ...now })).toEqual([]);
  });
});

it('an incident that nobody was told is new, whatever it has grown to', () => {
  expect(newsOf(null, TOLD)).toEqual([{ what: 'new' }]);
  expect(newsOf(null, { ...TOLD, severity: 'critical', count: 5000 })).toEqual([{ what: 'new' }]);
});
