import { describe, expect, it } from 'vitest';
import { dynamic, exec, LINKER, LOADER, loader, T0 } from '../../../detection/exec.ts';
import { ldwatch, RECORDED } from '../../ldwatch.ts';
import { logOf } from '../../log.ts';
import { pageOfEvents, pageOfLog } from './page-of.ts';

/** What a reader reads, without the style sheet. */
function textOf(page: string): string {
  return page
    .replace(/<style>.*<\/style>/s, '')
    .replaceAll(/<[^>]*>/g, ' ')
    .replaceAll('&quot;', '"')
    .replaceAll('&#39;', "'")
    .replaceAll('&amp;', '&')
    .replaceAll(/\s+/g, ' ');
}

describe('scan --output html', () => {
  it('writes one page to standard output, and is no other scan than the others', async () => {
    const { status, stdout, stderr } = await ldwatch([
      'scan',
      '--output',
      'html',
      '--fail-on',
      'high',
      RECORDED,
    ]);

    expect({ status, stderr }).toEqual({ status: 3, stderr: '' });
    expect(stdout).toMatch(/^<!doctype html>\n<html lang="en">.*<\/html>\n$/s);
    const text = textOf(stdout);
    expect(text).toContain('22 findings: 19 critical, 3 high');
    expect(text).toContain('1,694 lines 232 executions');
    expect(text).toContain('19 run through the dynamic loader 3 loader put under another name');
    expect(text).toContain('7 --version 7 --verify 4 --list 3 ldd');
  });

  it('writes a page of what it could read, and says what it could not', async () => {
    const { status, stdout } = await ldwatch(['scan', '--output', 'html', RECORDED, '/nowhere/audit.log']);

    expect(status).toBe(2);
    expect(textOf(stdout)).toContain(
      '/nowhere/audit.log , 0 lines: /nowhere/audit.log: there is no such file',
    );
  });

  it('writes a page where there is nothing to show', async () => {
    const { stdout } = await ldwatch(['scan', '--output', 'html'], { stdin: logOf([dynamic('/bin/ls')]) });
    const nothing = await ldwatch(['scan', '--output', 'html'], { stdin: 'type=EOE msg=audit(1.1:1): \n' });

    expect(textOf(stdout)).toContain('Nothing found');
    expect(textOf(nothing.stdout)).toContain('Nothing to judge: no execution is recorded');
  });
});

describe('a page', () => {
  it('loads nothing: its policy allows one style sheet, named by its hash', () => {
    const page = pageOfEvents([loader('/tmp/p')]);
    const [, policy] = /Content-Security-Policy" content="([^"]*)"/.exec(page) ?? [];

    expect(policy).toMatch(
      /^default-src &#39;none&#39;; style-src &#39;sha256-[\w+/=]{44}&#39;; base-uri &#39;none&#39;; form-action &#39;none&#39;$/,
    );
    expect(page).not.toMatch(/<script|<link|<img|<iframe| style=| on[a-z]+=| src=/);
    // Links lead to ATT&CK or stay here.
    for (const [, target] of page.matchAll(/href="([^"]*)"/g))
      expect(target).toMatch(/^(?:#[\w-]+|https:\/\/attack\.mitre\.org\/techniques\/T\d{4}(?:\/\d{3})?\/)$/);
  });

  it('tells of a finding who, what, where, when, why, what was around it and what is not known', () => {
    const text = textOf(
      pageOfLog(
        logOf([
          dynamic('/usr/sbin/before', { time: T0 - 1, pid: 5, ppid: 4 }),
          loader('--preload ./x.so /tmp/p', { pid: 6, ppid: 5, cwd: '/srv' }),
          dynamic('/usr/bin/child', { time: T0 + 1, pid: 7, ppid: 6 }),
        ]),
      ),
    );

    for (const told of [
      '"/tmp/p" lies in a directory where every user can put a program',
      'Injected ./x.so by --preload',
      `Through ${LOADER} (glibc, known by its name)`,
      `Command ${LINKER} --preload ./x.so /tmp/p`,
      'Directory /srv',
      'By whom user, uid 1000, login uid 1000, session 3, process 6, parent 5, terminal pts0',
      'Where host-1',
      'When 2027-01-15 08:00:00.000 UTC',
      'process 4, not in this log 5 07:59:59.999 /usr/sbin/before',
      '7 08:00:00.001 /usr/bin/child',
      'T1574.006 Hijack Execution Flow: Dynamic Linker Hijacking Defense Evasion',
      'As catalogued: T1543, System Services (Execution)',
      'what is in the file: the audit system records no contents and no hash',
      'type=SYSCALL msg=audit(',
    ])
      expect(text).toContain(told);
  });

  it('has the advice for every environment', () => {
    const text = textOf(pageOfEvents([loader('/tmp/p')]));

    for (const step of [
      'Contain and mitigate at once.',
      'A thorough security assessment',
      'Review and audit build',
    ])
      expect(text).toContain(step);
  });

  it('names what the record lacks', () => {
    const lost = exec({ argv: [], exe: LOADER, files: [LINKER], fidelity: 'none', cwd: null });
    const text = textOf(pageOfEvents([{ ...lost, missing: ['arguments', 'working-directory'] }]));

    expect(text).toContain('Command not known Directory not known');
    expect(text).toMatch(/Not known the arguments the working directory what/);
  });

  it('stays small where an argument is not', () => {
    const page = pageOfEvents([
      loader(`/tmp/p ${'x'.repeat(2_000_000)}`),
      loader(`/tmp/${'y'.repeat(2_000_000)}`),
    ]);

    expect(page.length).toBeLessThan(150_000);
    expect(page).toContain('2000000 characters');
  });

  it('stays usable with a hundred thousand findings, and says what it leaves out', () => {
    // Two thousand behaviours: names of letters alone, in which nothing looks random.
    const letters = (value: number) =>
      [...String(value)].map((digit) => 'abcdefghij'[Number(digit)]).join('');
    const events = Array.from({ length: 100_000 }, (_, index) =>
      loader(`/tmp/${letters(index % 2_000)}`, { time: T0 + index * 1_000 }),
    );
    const page = pageOfEvents(events);
    const [leftOut] = /Not shown here, but counted above: [^<]*/.exec(page) ?? [];

    expect(page.length).toBeLessThan(9_000_000);
    expect(/<h1>([^<]*)/.exec(page)?.[1]).toBe('100,000 findings: 100,000 critical');
    expect(leftOut).toBe('Not shown here, but counted above: 75,000 critical. ');
  }, 60_000);
});
