import { describe, expect, it } from 'vitest';
import { ocsfDetectionFinding } from '../../shared/alert/ocsf.ts';
import { topicMessage } from '../../shared/alert/topic-message.ts';
import { incidentOfCase, ocsfCases } from './ocsf-cases.ts';

const ORDINARY = incidentOfCase('execute');

describe('topicMessage', () => {
  it.each(ocsfCases())('is the whole OCSF finding: $name', ({ incident }) => {
    expect(topicMessage(incident).body).toBe(JSON.stringify(ocsfDetectionFinding(incident)));
  });

  it('has attributes to filter by', () => {
    expect(topicMessage(ORDINARY).attributes).toEqual({
      severity: 'critical',
      kind: 'execute',
      environment: 'production',
      account: '111122223333',
      generation: '1',
      incident: ORDINARY.id,
      tells: 'alert',
    });
  });

  it.each([
    [{}, 'ldwatch: critical, execute, production, account 111122223333'],
    [
      { generation: 3, hostCount: 12 },
      'ldwatch: critical, execute, production, account 111122223333, 12 hosts, update 3',
    ],
    [
      { hostCount: 8192, hostCountIsAtLeast: true },
      'ldwatch: critical, execute, production, account 111122223333, at least 8192 hosts',
    ],
  ])('has a subject of our own words: %j', (change, subject) => {
    expect(topicMessage({ ...ORDINARY, ...change }).subject).toBe(subject);
  });

  it('escapes what a queue behind the topic would refuse, and keeps its meaning', () => {
    const path = '/tmp/\ufffe\uffff\u007f\u0001😀';
    const gravest = { ...ORDINARY.gravest, program: { given: path, path } };
    const { body } = topicMessage({ ...ORDINARY, gravest });
    expect(body).not.toMatch(/[^\t\n\r\x20-\x7e\x80-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/u);
    expect(JSON.parse(body).evidences[1].file.path).toBe(path);
  });

  it('says that it was cut, and still how much there was', () => {
    const argv = Array.from({ length: 32 }, () => '\u0001'.repeat(1024));
    const process = { ...ORDINARY.gravest.process, argv, argc: 5000 };
    const { body } = topicMessage({ ...ORDINARY, gravest: { ...ORDINARY.gravest, process } });
    const { evidences, unmapped } = JSON.parse(body);
    expect(unmapped.ldwatch.shortened).toBe(true);
    expect(unmapped.ldwatch.incident.gravest.process.argc).toBe(5000);
    expect(evidences[0].process.cmd_line).toMatch(/… \(5000 arguments\)$/);
    expect(evidences[1].file.path).toBe('/tmp/.w/payload');
  });

  it('does not cut in the middle of a character', () => {
    const argv = Array.from({ length: 32 }, () => `x${'😀'.repeat(1000)}`);
    const process = { ...ORDINARY.gravest.process, argv, argc: 32 };
    const { body } = topicMessage({ ...ORDINARY, gravest: { ...ORDINARY.gravest, process } });
    const { shortened, not_utf8 } = JSON.parse(body).unmapped.ldwatch;
    expect({ shortened, not_utf8 }).toEqual({ shortened: true, not_utf8: {} });
  });
});
