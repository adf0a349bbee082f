import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { alertMessageOf } from '../../shared/alert/alert-message.ts';
import { type BusEvent, busEvent } from '../../shared/alert/bus-event.ts';
import { topicMessage } from '../../shared/alert/topic-message.ts';
import type { Incident } from '../../shared/incident/incident.ts';
import { incidentOfCase, ocsfCases } from './ocsf-cases.ts';
import { fullIncident, hostileIncident } from './ocsf-hostile.ts';

/** EventBridge: "Calculating PutEvents event entry size". */
const MOST_BYTES = 256 * 1024;

function eventOf(incident: Incident): BusEvent {
  return busEvent(alertMessageOf(topicMessage(incident).body), 'aws');
}

/** As EventBridge counts it. */
function sizeOf({ source, detailType, detail, resources }: BusEvent): number {
  return [source, detailType, detail, ...resources].reduce((sum, text) => sum + Buffer.byteLength(text), 0);
}

describe('busEvent', () => {
  it.each(ocsfCases())('carries the finding as it is on the topic: $name', ({ incident }) => {
    const { source, detailType, detail } = eventOf(incident);
    expect({ source, detailType }).toEqual({ source: 'ldwatch', detailType: 'ldwatch Incident' });
    expect(detail).toBe(topicMessage(incident).body);
    expect(JSON.parse(detail).metadata).toMatchObject({
      uid: `${incident.id}-${incident.generation}`,
      sequence: incident.generation,
    });
  });

  it('names hosts that are instances, and no others', () => {
    const instances = [1, 2, 3, 4].map((n) => `i-0a1b2c3d4e5f6071${n}`);
    expect(eventOf(incidentOfCase('fleet')).resources).toEqual(
      instances.map((id) => `arn:aws:ec2:eu-central-1:111122223333:instance/${id}`),
    );
    expect(eventOf(incidentOfCase('not-utf8')).resources).toEqual([]);
  });

  it('stays far below what EventBridge takes, whatever a host writes', () => {
    fc.assert(
      fc.property(hostileIncident, (incident) => {
        const event = eventOf(incident);
        expect(sizeOf(event)).toBeLessThanOrEqual(MOST_BYTES / 2);
        for (const arn of event.resources)
          expect(arn).toMatch(/^arn:aws:ec2:[\w-]+:\d{12}:instance\/i-[\da-f]+$/);
      }),
      { numRuns: 100 },
    );
  });

  it.each(['a', '"', '\u0001', '\udc80', '😀'])('stays so where everything is full of %j', (character) => {
    const event = eventOf(fullIncident(incidentOfCase('execute'), character.repeat(2000)));
    expect(sizeOf(event)).toBeLessThanOrEqual(MOST_BYTES / 2);
  });
});
