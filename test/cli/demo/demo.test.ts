/** The demo as a person runs it: the whole pipeline on this machine, with nothing else at hand. */
import { beforeAll, describe, expect, it } from 'vitest';
import { ldwatch, type Run } from '../ldwatch.ts';

let run: Run;
beforeAll(async () => {
  run = await ldwatch(['demo']);
}, 60_000);

/** The part of the output under the heading that begins so. */
function section(heading: string): string {
  const [, ...sections] = run.stdout.split(/^# /m);
  return sections.find((text) => text.startsWith(heading)) ?? '';
}

function alertsIn(text: string): string[] {
  return text.split('\n').filter((line) => line.startsWith('ALERT  '));
}

describe('ldwatch demo', () => {
  it('runs without an account, and says nothing on standard error', () => {
    expect({ status: run.status, stderr: run.stderr }).toEqual({ status: 0, stderr: '' });
  });

  it('prints the alerts of one host, the first of them whole', () => {
    const alerts = alertsIn(section('A host ships'));

    expect(alerts.length).toBeGreaterThan(8);
    expect(alerts[0]).toMatch(/^ALERT {2}critical \(new\).*\/tmp\/\.w\/payload$/);
    expect(section('A host ships')).toMatch(
      /subject {2}ldwatch: critical.*filters {2}severity=critical.*Why: /s,
    );
  });

  it('tells nothing again when everything is delivered a second time', () => {
    expect(section('Everything is delivered')).toContain('0 new alerts');
    expect(alertsIn(section('Everything is delivered'))).toEqual([]);
  });

  it('makes one incident of a fleet’s attack, and tells it a few times', () => {
    const alerts = alertsIn(section('The same attack'));

    expect(alerts.length).toBeGreaterThan(1);
    expect(alerts.length).toBeLessThan(6);
    for (const alert of alerts) expect(alert).toMatch(/seen on \d+ hosts or more/);
  });

  it('ends with a table of incidents, what was counted beside what was told', () => {
    const [, , head = '', ...rows] = section('The incidents').split('\n');

    expect(head).toMatch(/severity +count +hosts +alerts +not told +what/);
    expect(rows[0]).toMatch(/^ {2}critical +41 +31 +5 +36 {2}execute \/tmp\/\.w\/payload$/);
    expect(rows.filter((row) => row !== '').length).toBeGreaterThan(8);
    for (const row of rows) expect(row).toMatch(/^$|^ {2}\w+ +\d+ +\d+ +\d+ +\d+ {2}(?:execute|stage) /);
  });

  it('tells in the end what the same login did around the first alert', () => {
    const text = section('A minute and a half');

    expect(text).toMatch(/^FOLLOW-UP {2}critical \(what the same login did\)/m);
    expect(text).toMatch(
      /^ +Before: [\d:.]+ \/bin\/bash -c '\/lib64\/ld-linux-x86-64\.so\.2 \/tmp\/\.w\/payload hello'$/m,
    );
    expect(text).toMatch(/^ +After: /m);
  });

  it('prints no control characters of a host', () => {
    expect(run.stdout).not.toMatch(/[\0-\x08\x0b-\x1f\x7f]/);
  });
});
