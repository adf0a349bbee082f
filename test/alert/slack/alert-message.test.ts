import { describe, expect, it } from 'vitest';
import { alertMessage } from '../../../shared/alert/slack/alert-message.ts';
import { SEVERITIES } from '../../../shared/detection/severity.ts';
import { ENVIRONMENTS, type Incident } from '../../../shared/incident/incident.ts';
import { incidentOfCase, ocsfCases } from '../ocsf-cases.ts';
import { linesOf, piecesOf } from './message-pieces.ts';

const ORDINARY = incidentOfCase('execute');

function withGravest(change: Partial<Incident['gravest']>): Incident {
  return { ...ORDINARY, gravest: { ...ORDINARY.gravest, ...change } };
}

describe('alertMessage', () => {
  it('says how grave it is, what happened, why, what to do, what is not known and which incident it is', () => {
    expect(linesOf(alertMessage(ORDINARY))).toEqual([
      ':red_circle: CRITICAL in production: program run through the loader',
      'A program was run through the dynamic loader: `/tmp/.w/payload`',
      'What ran: `/tmp/.w/payload`',
      'Through: `/usr/lib/x86_64-linux-gnu/ld-linux-x86-64.so.2` (glibc, known by its name)',
      'Command: `/lib64/ld-linux-x86-64.so.2 /tmp/.w/payload hello` in `/home/user`',
      'By: `root`, uid 0, login uid 1001, session 5, process 5439, parent 5425',
      'Where: `i-0a1b2c3d4e5f60711` calling itself `web-1`, production, account `111122223333`, `eu-central-1`, log group `/var/log/audit/audit.log`',
      'When: 2026-11-23 03:02:13.349 UTC',
      'How often: 1 execution on 1 host',
      'Why',
      '`"/tmp/.w/payload"` was run by the run-time linker `"/usr/lib/x86_64-linux-gnu/ld-linux-x86-64.so.2"`, so the executed file in every record is the linker and not the program',
      '`"/tmp/.w/payload"` lies in a directory where every user can put a program',
      'the program lies under a hidden name (it begins with a dot)',
      'that the linker was executed is certain; that it could load the program is not in the log',
      'What ldwatch has done or would do by itself',
      'Containment: nothing is done by itself.',
      'What to do in production',
      'At risk: long-lived persistence, lateral movement, stolen credentials, data taken out, a patient intruder.',
      'First: contain and mitigate at once.',
      'Then: find the root cause of the execution and remediate it.',
      'And: audit regularly and keep systems current.',
      'Not known: nothing',
      'ATT&CK: T1218 System Binary Proxy Execution, T1564.001 Hide Artifacts: Hidden Files and Directories; as catalogued: T1543 (Execution, System Services)',
      "<The host's log around it, in CloudWatch Logs Insights>",
      'Incident: c8bcbe16a238228de5f9-24h-toxfyc, as of alert 1',
    ]);
  });

  it.each(ocsfCases())('says of every kind of finding what happened first: $name', ({ incident }) => {
    const [header, title] = linesOf(alertMessage(incident));
    expect(header).toMatch(/^:\w+: [A-Z]+ in (ci|staging|production): /);
    expect(title).toMatch(/^(A |The )/);
  });

  it('shows every severity with a colour and a word of its own', () => {
    const headers = SEVERITIES.map((severity) => linesOf(alertMessage({ ...ORDINARY, severity }))[0]);
    expect(headers.map((header) => header?.split(' ').slice(0, 2).join(' '))).toEqual([
      ':white_circle: INFO',
      ':large_blue_circle: LOW',
      ':large_yellow_circle: MEDIUM',
      ':large_orange_circle: HIGH',
      ':red_circle: CRITICAL',
    ]);
  });

  it.each([
    ['execute', 'program run through the loader'],
    ['stage', 'loader put under another name'],
    ['foreign-interpreter', "loader outside the system's directories"],
  ])('says of %s first that it is: %s', (name, what) => {
    expect(linesOf(alertMessage(incidentOfCase(name)))[0]).toMatch(new RegExp(`: ${what}$`));
  });

  it('gives advice for where the host stands', () => {
    const advice = ENVIRONMENTS.map((environment) =>
      linesOf(alertMessage({ ...ORDINARY, environment })).find((line) => line.startsWith('First: ')),
    );
    expect(advice[0]).toContain('build and deployment scripts');
    expect(new Set(advice).size).toBe(ENVIRONMENTS.length);
  });

  it('names the hosts where there are several, and how many more', () => {
    const fleet = { ...incidentOfCase('fleet'), hostCount: 812 };
    const line = linesOf(alertMessage(fleet)).find((text) => text.startsWith('Hosts: '));
    expect(line).toMatch(/^Hosts: `i-0a1b2c3d4e5f60711` calling itself `web-1`, .* and 807 others$/);
  });

  it('says what is not known where arguments were lost', () => {
    const lines = linesOf(alertMessage(incidentOfCase('arguments-lost')));
    expect(lines).toContain('What ran: not known');
    expect(lines.find((line) => line.startsWith('Not known: '))).toContain('the arguments');
  });

  it('names libraries that were injected', () => {
    const lines = linesOf(alertMessage(incidentOfCase('injected-library')));
    expect(lines.find((line) => line.startsWith('With libraries: '))).toMatch(/^With libraries: `\/.*`$/);
  });

  it('links to the log of the host around the execution', () => {
    const links = piecesOf(alertMessage(ORDINARY)).filter(({ type }) => type === 'link');
    expect(links).toHaveLength(1);
    expect(links[0]?.['url']).toMatch(/^https:\/\/eu-central-1\.console\.aws\.amazon\.com\/cloudwatch\//);
  });

  it('has no link where no console is known', () => {
    const elsewhere = withGravest({ origin: { ...ORDINARY.gravest.origin, region: 'us-iso-east-1' } });
    expect(piecesOf(alertMessage(elsewhere)).filter(({ type }) => type === 'link')).toEqual([]);
  });

  it('is whole for an ordinary incident, and says that it was cut for one with too much in it', () => {
    const argv = Array.from({ length: 24 }, () => 'x'.repeat(1000));
    const text = JSON.stringify(
      alertMessage(withGravest({ process: { ...ORDINARY.gravest.process, argv } })),
    );
    expect(JSON.stringify(alertMessage(ORDINARY))).not.toContain('…');
    expect(text).toMatch(/… \(\d+ characters\)/);
  });

  it('is the same for the same incident', () => {
    expect(alertMessage(structuredClone(ORDINARY))).toEqual(alertMessage(ORDINARY));
  });
});
