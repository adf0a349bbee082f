import { describe, expect, it } from 'vitest';
import { tellsOf } from '../../shared/alert/tells.ts';
import type { News } from '../../shared/incident/incident.ts';

describe('tellsOf', () => {
  it.each<[string, News[]]>([
    ['alert', [{ what: 'new' }]],
    ['alert', [{ what: 'severity', from: 'low' }]],
    [
      'alert',
      [
        { what: 'severity', from: 'low' },
        { what: 'repeats', passed: 10 },
      ],
    ],
    ['update', [{ what: 'repeats', passed: 10 }]],
    ['update', [{ what: 'hosts', passed: 2 }]],
    ['update', [{ what: 'response', tells: 'decision' }]],
    ['update', [{ what: 'guardduty' }]],
    ['update', [{ what: 'login' }, { what: 'hosts', passed: 2 }]],
    ['update', []],
    ['follow-up', [{ what: 'login' }]],
  ])('is %s for %j', (tells, news) => {
    expect(tellsOf({ news })).toBe(tells);
  });
});
