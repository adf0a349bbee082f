import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { alertMessage } from '../../shared/alert/slack/alert-message.ts';
import { topicMessage } from '../../shared/alert/topic-message.ts';
import { incidentOfMessage, TopicMessageError } from '../../shared/alert/topic-reader.ts';
import { incidentOfCase, ocsfCases } from './ocsf-cases.ts';
import { hostileIncident } from './ocsf-hostile.ts';

const BODY: Record<string, unknown> = JSON.parse(topicMessage(incidentOfCase('execute')).body);

/** The message with something else at a place in its incident. */
function changed(path: string, value: unknown): string {
  const body = structuredClone(BODY);
  const keys = `unmapped.ldwatch.incident.${path}`.split('.');
  const last = keys.pop() ?? '';
  const place = keys.reduce<unknown>((at, key) => Reflect.get(Object(at), key), body);
  Reflect.set(Object(place), last, value);
  return JSON.stringify(body);
}

describe('incidentOfMessage', () => {
  it.each(ocsfCases().filter(({ name }) => name !== 'not-utf8'))(
    'gives back the incident that was published: $name',
    ({ incident }) => {
      expect(incidentOfMessage(topicMessage(incident).body)).toEqual(incident);
    },
  );

  it('gives back one that can be told, whatever a host wrote and however much of it was cut', () => {
    fc.assert(
      fc.property(hostileIncident, (incident) => {
        const read = incidentOfMessage(topicMessage(incident).body);
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

  it.each([
    ['no JSON', 'hello'],
    ['an envelope of SNS', JSON.stringify({ Type: 'Notification', Message: JSON.stringify(BODY) })],
    ['a severity that there is not', changed('severity', '<!channel>')],
    ['an environment that there is not', changed('environment', '*x*')],
    ['no generation', changed('generation', 0)],
    ['news that there is not', changed('news', [{ what: 'gone' }])],
    ['an id that ours never are', changed('id', '`x`')],
    ['reasons that are none', changed('gravest.reasons', [1])],
  ])('refuses %s with a sentence', (_, body) => {
    expect(() => incidentOfMessage(body)).toThrow(TopicMessageError);
    expect(() => incidentOfMessage(body)).toThrow(/^the message is no /);
  });
});
