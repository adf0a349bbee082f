import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { AlertMessageError, alertMessageOf } from '../../shared/alert/alert-message.ts';
import { alertMessage } from '../../shared/alert/slack/alert-message.ts';
import { topicMessage } from '../../shared/alert/topic-message.ts';
import { incidentOfCase, ocsfCases } from './ocsf-cases.ts';
import { hostileIncident } from './ocsf-hostile.ts';

const { body } = topicMessage(incidentOfCase('execute'));
const BODY: Record<string, unknown> = JSON.parse(body);

/** The message with something else at a place in its incident. */
function changed(path: string, value: unknown): string {
  const body = structuredClone(BODY);
  const keys = `unmapped.ldwatch.incident.${path}`.split('.');
  const last = keys.pop() ?? '';
  const place = keys.reduce<unknown>((at, key) => Reflect.get(Object(at), key), body);
  Reflect.set(Object(place), last, value);
  return JSON.stringify(body);
}

describe('alertMessageOf', () => {
  it.each(ocsfCases().filter(({ name }) => name !== 'not-utf8'))(
    'gives back the incident that was published: $name',
    ({ incident }) => {
      const message = topicMessage(incident);
      expect(alertMessageOf(message.body)).toEqual({
        uid: `${incident.id}-${incident.generation}`,
        incident,
        finding: message.body,
      });
    },
  );

  it('gives it back in valid Unicode where it was none', () => {
    const { incident } = alertMessageOf(topicMessage(incidentOfCase('not-utf8')).body);
    expect(incident.gravest.program?.path).toBe('/tmp/\\xff\\x80 name');
  });

  it('gives back one that can be told, whatever a host wrote and however much of it was cut', () => {
    fc.assert(
      fc.property(hostileIncident, (incident) => {
        const { incident: read } = alertMessageOf(topicMessage(incident).body);
        const { id, generation, severity, count, news } = read;
        expect({ id, generation, severity, count, news }).toMatchObject({
          id: incident.id,
          generation: incident.generation,
          severity: incident.severity,
          count: incident.count,
          news: incident.news,
        });
        expect(JSON.stringify(alertMessage(read).blocks)).toContain(id);
      }),
      { numRuns: 50 },
    );
  });

  it('takes it out of the envelope of SNS', () => {
    const envelope = JSON.stringify({ Type: 'Notification', TopicArn: 'arn', Message: body });
    expect(alertMessageOf(envelope)).toEqual(alertMessageOf(body));
  });

  it.each([
    ['no JSON', 'hello', 'the message is no JSON'],
    ['JSON of something else', '{"a":1}', 'no alert that this version can read'],
    ['a finding of another product', '{"metadata":{"uid":"x"},"unmapped":{}}', 'no alert'],
    ['an envelope around something else', '{"Type":"Notification","Message":"{}"}', 'no alert'],
    ['nothing', '', 'no JSON'],
    ['a severity that there is not', changed('severity', '<!channel>'), 'incident.severity'],
    ['an environment that there is not', changed('environment', '*x*'), 'incident.environment'],
    ['no generation', changed('generation', 0), 'incident.generation'],
    ['news that there is not', changed('news', [{ what: 'gone' }]), 'incident.news'],
    ['an id that ours never are', changed('id', '`x`'), 'incident.id'],
    ['reasons that are none', changed('gravest.reasons', [1]), 'incident.gravest.reasons'],
  ])('refuses %s', (_, text, why) => {
    expect(() => alertMessageOf(text)).toThrow(AlertMessageError);
    expect(() => alertMessageOf(text)).toThrow(why);
  });
});
