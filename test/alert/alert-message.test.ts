import { describe, expect, it } from 'vitest';
import { AlertMessageError, alertMessageOf } from '../../shared/alert/alert-message.ts';
import { topicMessage } from '../../shared/alert/topic-message.ts';
import { incidentOfCase, ocsfCases } from './ocsf-cases.ts';

const { body } = topicMessage(incidentOfCase('execute'));

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
  ])('refuses %s', (_, text, why) => {
    expect(() => alertMessageOf(text)).toThrow(AlertMessageError);
    expect(() => alertMessageOf(text)).toThrow(why);
  });
});
