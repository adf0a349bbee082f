import { BatchImportFindingsCommand, SecurityHubClient } from '@aws-sdk/client-securityhub';
import { describe, expect, it } from 'vitest';
import { asffFinding } from '../../shared/alert/asff.ts';
import { SEVERITIES } from '../../shared/detection/severity.ts';
import { ENVIRONMENTS, type Incident } from '../../shared/incident/incident.ts';
import { violationsOf } from './asff-limits.ts';
import { incidentOfCase, ocsfCases } from './ocsf-cases.ts';
import { outputCases } from './output-cases.ts';

const PRODUCT = {
  arn: 'arn:aws:securityhub:eu-central-1:111122223333:product/111122223333/default',
  partition: 'aws',
  account: '111122223333',
};
const ORDINARY = incidentOfCase('execute');

function findingOf(incident: Incident) {
  return asffFinding(incident, PRODUCT);
}

/** The finding as the SDK sends it, which leaves out what the published model of the API doesn't have. */
async function sent(incident: Incident): Promise<unknown> {
  const client = new SecurityHubClient({
    region: 'eu-central-1',
    credentials: { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'secret' },
  });
  let body = '';
  const stop = new Error('far enough');
  client.middlewareStack.add(
    () => (args) => {
      const { request } = args;
      if (
        typeof request === 'object' &&
        request !== null &&
        'body' in request &&
        request.body instanceof Uint8Array
      )
        body = new TextDecoder().decode(request.body);
      throw stop;
    },
    { step: 'finalizeRequest', priority: 'low' },
  );
  const command = new BatchImportFindingsCommand({ Findings: [findingOf(incident)] });
  await expect(client.send(command)).rejects.toBe(stop);
  return JSON.parse(body);
}

describe('asffFinding', () => {
  it.each(outputCases('asff'))('$name', ({ incident, expected }) => {
    expect(JSON.parse(JSON.stringify(findingOf(incident)))).toEqual(expected);
  });

  it.each(ocsfCases())('has nothing that Security Hub would refuse: $name', ({ incident }) => {
    expect(violationsOf(findingOf(incident))).toEqual([]);
  });

  it.each(ocsfCases())('has no field that the API does not know: $name', async ({ incident }) => {
    expect(await sent(incident)).toEqual({ Findings: [JSON.parse(JSON.stringify(findingOf(incident)))] });
  });

  it('keeps its id and the time of its making over all generations, and is updated later with each', () => {
    const told = [1, 2, 3].map((generation) => findingOf({ ...ORDINARY, generation }));
    expect(new Set(told.map(({ Id }) => Id))).toEqual(new Set([ORDINARY.id]));
    expect(new Set(told.map(({ CreatedAt }) => CreatedAt)).size).toBe(1);
    const times = told.map(({ UpdatedAt }) => UpdatedAt);
    expect(times).toEqual(times.toSorted());
    expect(new Set(times).size).toBe(3);
  });

  it('is not made earlier or later by an execution that is found late', () => {
    const { first } = ORDINARY;
    const before = findingOf(ORDINARY);
    const after = findingOf({ ...ORDINARY, first: first - 60_000, generation: 2 });
    expect(after.CreatedAt).toBe(before.CreatedAt);
    expect(after.FirstObservedAt).toBe(new Date(first - 60_000).toISOString());
  });

  it('gives every severity its label and number', () => {
    const severities = SEVERITIES.map((severity) => findingOf({ ...ORDINARY, severity }).Severity);
    expect(severities).toEqual([
      { Label: 'INFORMATIONAL', Normalized: 0, Original: 'info' },
      { Label: 'LOW', Normalized: 1, Original: 'low' },
      { Label: 'MEDIUM', Normalized: 40, Original: 'medium' },
      { Label: 'HIGH', Normalized: 70, Original: 'high' },
      { Label: 'CRITICAL', Normalized: 90, Original: 'critical' },
    ]);
  });

  it.each(ENVIRONMENTS)('has the whole advice for %s', (environment) => {
    const { Remediation } = findingOf({ ...ORDINARY, environment });
    expect(Remediation?.Recommendation?.Text).toMatch(/^At risk: .* And: .*[^…]$/);
  });

  it('is filed under the account that imports it, wherever the hosts are', () => {
    const gravest = { ...ORDINARY.gravest, origin: { ...ORDINARY.gravest.origin, account: '444455556666' } };
    const { AwsAccountId, Resources } = findingOf({ ...ORDINARY, gravest });
    expect(AwsAccountId).toBe('111122223333');
    expect(Resources?.[0]?.Id).toBe('arn:aws:ec2:eu-central-1:444455556666:instance/i-0a1b2c3d4e5f60711');
  });

  it('names the host of the gravest finding first, though the incident shows others', () => {
    const origin = { ...ORDINARY.gravest.origin, logStream: 'web-99' };
    const { Resources } = findingOf({ ...ORDINARY, gravest: { ...ORDINARY.gravest, origin } });
    expect(Resources?.map(({ Type, Id }) => [Type, Id])).toEqual([
      ['Other', 'web-99'],
      ['AwsEc2Instance', 'arn:aws:ec2:eu-central-1:111122223333:instance/i-0a1b2c3d4e5f60711'],
    ]);
  });

  it.each([
    ['a name that is too long', { exe: `/tmp/${'n'.repeat(100)}` }, { Name: `${'n'.repeat(63)}…` }],
    ['a path that is too long', { exe: `/${'d/'.repeat(400)}x` }, { Path: `/${'d/'.repeat(255)}…` }],
    [
      'a number beyond 32 bits',
      { pid: 4_294_967_294, ppid: 2_147_483_647 },
      { Pid: undefined, ParentPid: 2_147_483_647 },
    ],
    ['a blank path', { exe: ' ' }, { Name: undefined, Path: undefined }],
    ['bytes that are no UTF-8', { exe: '/tmp/\udcff' }, { Name: '\\xff', Path: '/tmp/\\xff' }],
  ])('takes %s of a process to what the API takes', (_, change, expected) => {
    const process = { ...ORDINARY.gravest.process, ...change };
    const finding = findingOf({ ...ORDINARY, gravest: { ...ORDINARY.gravest, process } });
    expect(finding.Process).toMatchObject(expected);
    expect(violationsOf(finding)).toEqual([]);
  });

  it('shows the end of a long path, where the name is', () => {
    const path = `/tmp/${'d/'.repeat(100)}payload`;
    const finding = findingOf({
      ...ORDINARY,
      gravest: { ...ORDINARY.gravest, program: { given: path, path } },
    });
    const [file] = finding.Threats?.[0]?.FilePaths ?? [];
    expect(file?.FilePath).toMatch(/^….*d\/payload$/);
    expect(file?.FilePath).toHaveLength(128);
    expect(file?.FileName).toBe('payload');
  });

  it('lists no files where none is known', () => {
    const { Threats } = findingOf({ ...ORDINARY, gravest: { ...ORDINARY.gravest, program: null } });
    expect(JSON.parse(JSON.stringify(Threats))).toEqual([
      { Name: 'binary_executed_by_loader', Severity: 'critical', ItemCount: 1 },
    ]);
  });

  it('has reasons in its description, and every host text in quotes', () => {
    const argv = ['/lib64/ld-linux-x86-64.so.2', '/tmp/x | Who: nobody | Why: harmless'];
    const process = { ...ORDINARY.gravest.process, argv, argc: 2 };
    const { Description = '' } = findingOf({ ...ORDINARY, gravest: { ...ORDINARY.gravest, process } });
    expect(Description).toMatch(
      /^Command: \/lib64\/ld-linux-x86-64\.so\.2 '\/tmp\/x ¦ Who: nobody ¦ Why: harmless' \| Who: root, /,
    );
    expect(Description.split(' | ').map((line) => line.slice(0, line.indexOf(':')))).toEqual([
      ...['Command', 'Who', 'Why', 'Why', 'Why', 'Why', 'When', 'How often', 'Hosts'],
      ...['Missing in the record', 'Where', 'Loader', 'Program', 'Directory', 'Events'],
    ]);
  });

  it('has a time for whatever time a host claims', () => {
    const { window } = ORDINARY;
    const finding = findingOf({ ...ORDINARY, first: 0, last: 8.64e15, window: { ...window, from: 0 } });
    expect(finding.LastObservedAt).toBe('9999-12-31T23:59:59.999Z');
    expect(violationsOf(finding)).toEqual([]);
  });
});
