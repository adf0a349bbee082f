import { describe, expect, it } from 'vitest';
import { hasNewsForThread, updateAlone, updateMessage } from '../../../shared/alert/slack/update-message.ts';
import type { Incident, News } from '../../../shared/incident/incident.ts';
import { incidentOfCase } from '../ocsf-cases.ts';
import { linesOf } from './message-pieces.ts';

const FLEET = incidentOfCase('fleet');

function telling(...news: News[]): Incident {
  return { ...FLEET, news };
}

describe('updateMessage', () => {
  it('says how many repeats there are, and nothing of what the thread is about', () => {
    expect(linesOf(updateMessage(telling({ what: 'repeats', passed: 10 }), null))).toEqual([
      'Seen 10 times or more',
      'So far: 15 executions on 5 hosts, last 2026-11-23 03:07:15.349 UTC',
      'Incident: ad5a466b574b45be5827-24h-towus6, alert 4',
    ]);
  });

  it('names the hosts that came last where there are more', () => {
    const lines = linesOf(updateMessage(telling({ what: 'hosts', passed: 5 }), null));
    expect(lines[0]).toBe('Seen on 5 hosts or more');
    expect(lines[2]).toMatch(/^Hosts: `onprem\/web-5` calling itself `web-5`, `i-0a1b2c3d4e5f60714`/);
  });

  it('shows the execution that made it graver, with its reasons', () => {
    const lines = linesOf(updateMessage(telling({ what: 'severity', from: 'medium' }), null));
    expect(lines[0]).toBe(':red_circle: CRITICAL: severity rose from medium');
    expect(lines.map((line) => line.split(':')[0])).toEqual(
      expect.arrayContaining(['What ran', 'Through', 'Command', 'By', 'Where', 'Why']),
    );
  });

  it('tells everything that is new at once', () => {
    const news: News[] = [
      { what: 'severity', from: 'high' },
      { what: 'repeats', passed: 100 },
      { what: 'hosts', passed: 10 },
    ];
    expect(linesOf(updateMessage(telling(...news), null))[0]).toBe(
      ':red_circle: CRITICAL: severity rose from high, seen 100 times or more, seen on 10 hosts or more',
    );
  });

  it('says where the incident goes on when that is elsewhere', () => {
    const rose = telling({ what: 'severity', from: 'low' });
    expect(linesOf(updateMessage(rose, 'C0ONCALL'))).toContain('Goes on in: #C0ONCALL');
    expect(linesOf(updateMessage(rose, null)).join('\n')).not.toContain('Goes on in');
  });
});

describe('updateAlone', () => {
  it('says again what it is about', () => {
    const lines = linesOf(updateAlone(telling({ what: 'repeats', passed: 10 })));
    expect(lines.slice(0, 3)).toEqual([
      ':red_circle: CRITICAL in production: program run through the loader',
      'A program was run through the dynamic loader: `/tmp/payload`',
      'Seen 10 times or more',
    ]);
  });
});

describe('hasNewsForThread', () => {
  it.each<[News[], boolean]>([
    [[{ what: 'new' }], false],
    [[{ what: 'repeats', passed: 10 }], true],
    [[{ what: 'severity', from: 'low' }], true],
    [[{ what: 'hosts', passed: 2 }], true],
  ])('%j: %j', (news, has) => {
    expect(hasNewsForThread(telling(...news))).toBe(has);
  });
});
