import { describe, expect, it } from 'vitest';
import { ocsfDetectionFinding } from '../../shared/alert/ocsf.ts';
import { SEVERITIES } from '../../shared/detection/severity.ts';
import { ENVIRONMENTS, type Incident } from '../../shared/incident/incident.ts';
import { incidentOfCase, ocsfCases } from './ocsf-cases.ts';

const ORDINARY = incidentOfCase('execute');

function withHost(logStream: string, hostName: string): Incident {
  const { origin } = ORDINARY.gravest;
  const hosts = [{ host: logStream, name: hostName, count: 1, first: ORDINARY.first, last: ORDINARY.last }];
  return { ...ORDINARY, hosts, gravest: { ...ORDINARY.gravest, hostName, origin: { ...origin, logStream } } };
}

/** The JSON text as it was before, as the type of `not_utf8` says. */
function restored(finding: ReturnType<typeof ocsfDetectionFinding>): unknown {
  const { incident, not_utf8 } = finding.unmapped.ldwatch;
  const whole = structuredClone(incident);
  for (const [pointer, json] of Object.entries(not_utf8)) {
    const keys = pointer.slice(1).split('/');
    const last = keys.pop() ?? '';
    const place = keys.reduce<unknown>((at, key) => Reflect.get(Object(at), key), whole);
    Reflect.set(Object(place), last, JSON.parse(json));
  }
  return whole;
}

describe('ocsfDetectionFinding', () => {
  it.each(ocsfCases())('$name', ({ incident, ocsf }) => {
    expect(JSON.parse(JSON.stringify(ocsfDetectionFinding(incident)))).toEqual(ocsf);
  });

  it('creates the finding with the first generation and updates it with those after, each with an id of its own', () => {
    const told = [1, 2, 3].map((generation) => ocsfDetectionFinding({ ...ORDINARY, generation }));
    expect(told.map(({ activity_id }) => activity_id)).toEqual([1, 2, 2]);
    expect(told.map(({ type_uid }) => type_uid)).toEqual([200401, 200402, 200402]);
    expect(told.map(({ metadata }) => metadata.uid)).toEqual([1, 2, 3].map((it) => `${ORDINARY.id}-${it}`));
    expect(new Set(told.map(({ finding_info }) => finding_info.uid))).toEqual(new Set([ORDINARY.id]));
  });

  it('gives every severity its number', () => {
    const numbers = SEVERITIES.map((severity) => ocsfDetectionFinding({ ...ORDINARY, severity }).severity_id);
    expect(numbers).toEqual([1, 2, 3, 4, 5]);
  });

  it('has advice of its own for every environment', () => {
    const advice = ENVIRONMENTS.map(
      (environment) => ocsfDetectionFinding({ ...ORDINARY, environment }).remediation.desc,
    );
    expect(new Set(advice).size).toBe(ENVIRONMENTS.length);
  });

  it.each([
    ['i-0a1b2c3d4e5f60711', 'AWS::EC2::Instance'],
    ['i-1a2b3c4d', 'AWS::EC2::Instance'],
    ['i-1a2b3c4d5', undefined],
    ['i-0a1b2c3d4e5f60711x', undefined],
    ['i-0a1b2c3d4e5f60711\n', undefined],
    ['web-1', undefined],
  ])('takes a stream called %j for an instance only where it is an instance id', (stream, type) => {
    const { resources, device } = ocsfDetectionFinding(withHost(stream, ''));
    expect(resources.map((resource) => resource.type)).toEqual([type]);
    expect(device.instance_uid).toBe(type === undefined ? undefined : stream);
  });

  it.each([
    ['web-1.example.com', 'web-1.example.com'],
    ['web 1', undefined],
    ['web_1', undefined],
    ['-web', undefined],
    ['a'.repeat(64), undefined],
    ['web-1\n', undefined],
    ['', undefined],
  ])('gives what a host calls itself, %j, as a host name only where it can be one', (label, hostname) => {
    const { resources, device } = ocsfDetectionFinding(withHost('i-0a1b2c3d4e5f60711', label));
    expect([device.hostname, resources[0]?.hostname]).toEqual([hostname, hostname]);
  });

  it('tells the true number of arguments where some were cut', () => {
    const process = { ...ORDINARY.gravest.process, argv: ['/lib/ld.so', '/tmp/p'], argc: 5000 };
    const finding = ocsfDetectionFinding({ ...ORDINARY, gravest: { ...ORDINARY.gravest, process } });
    expect(finding.evidences[0]?.process?.cmd_line).toBe('/lib/ld.so /tmp/p … (5000 arguments)');
  });

  it('names a technique once, however many reasons stand for it', () => {
    const [technique] = ORDINARY.gravest.techniques;
    if (technique === undefined) throw new Error('the case has no technique');
    const gravest = { ...ORDINARY.gravest, techniques: [technique, technique] };
    expect(ocsfDetectionFinding({ ...ORDINARY, gravest }).finding_info.attacks).toHaveLength(1);
  });

  it('gives back bytes that are no UTF-8', () => {
    const incident = incidentOfCase('not-utf8');
    const finding = ocsfDetectionFinding(incident);
    expect(finding.unmapped.ldwatch.incident).not.toEqual(incident);
    expect(restored(finding)).toEqual(incident);
  });

  it('says where no process id is known which execution it was', () => {
    const process = { ...ORDINARY.gravest.process, pid: null, ppid: null, exe: null };
    const { evidences } = ocsfDetectionFinding({ ...ORDINARY, gravest: { ...ORDINARY.gravest, process } });
    expect(evidences[0]?.process).toMatchObject({
      uid: ORDINARY.gravest.sourceEventId,
      file: { path: ORDINARY.gravest.loader.path },
    });
  });
});
