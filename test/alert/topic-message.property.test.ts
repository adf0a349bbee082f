import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ocsfDetectionFinding } from '../../shared/alert/ocsf.ts';
import { topicMessage } from '../../shared/alert/topic-message.ts';
import { incidentOfCase } from './ocsf-cases.ts';
import { fullIncident, hostileIncident, withHostTexts } from './ocsf-hostile.ts';

const RUNS = { numRuns: 100 };
/** Characters that SQS takes (API reference, "SendMessage"); a lone surrogate is none. */
const DELIVERABLE = /^[\t\n\r\x20-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]*$/u;

describe('topicMessage, whatever a host writes', () => {
  it('has a body of 64 KiB at most, which a queue takes', () => {
    fc.assert(
      fc.property(hostileIncident, (incident) => {
        const { body } = topicMessage(incident);
        expect(Buffer.byteLength(body)).toBeLessThanOrEqual(65_536);
        expect(body).toMatch(DELIVERABLE);
      }),
      RUNS,
    );
  });

  it.each(['a', "'", '"', '\\', 'ü', '😀', '\0', '\u0001', '\udc80', '\ud83d', '\u200b', '\u{e0001}'])(
    'has one of 64 KiB at most where everything is full, and all of it is %j',
    (character) => {
      const incident = fullIncident(incidentOfCase('execute'), character.repeat(2000));
      const { body } = topicMessage(incident);
      expect(Buffer.byteLength(body)).toBeLessThanOrEqual(65_536);
      expect(JSON.parse(body).finding_info.uid).toBe(incident.id);
    },
  );

  it('tells the same facts as the whole finding', () => {
    fc.assert(
      fc.property(hostileIncident, (incident) => {
        const whole = ocsfDetectionFinding(incident);
        const { finding_info, unmapped, ...told } = JSON.parse(topicMessage(incident).body);
        const { severity_id, time, start_time, end_time, count, activity_id, cloud, metadata } = whole;
        const { log_name: _, ...facts } = metadata;
        expect(told).toMatchObject({
          ...{ severity_id, time, start_time, end_time, count, activity_id, cloud },
          metadata: facts,
        });
        expect(finding_info).toMatchObject({ uid: incident.id, types: [incident.gravest.kind] });
        const { id, fingerprint, hostCount, hostCountIsAtLeast, generation } = incident;
        expect(unmapped.ldwatch).toMatchObject({
          generation,
          fingerprint,
          incident: { id, fingerprint, hostCount, hostCountIsAtLeast, count, window: incident.window },
        });
      }),
      RUNS,
    );
  });

  it('has a subject of fewer than 100 ASCII characters, which no text of a host changes', () => {
    fc.assert(
      fc.property(hostileIncident, (incident) => {
        const { subject, attributes } = topicMessage(incident);
        expect(subject).toMatch(/^[a-z][\x20-\x7e]{0,98}$/);
        const other = topicMessage(withHostTexts(incident, () => 'another text'));
        expect({ subject, attributes }).toEqual({ subject: other.subject, attributes: other.attributes });
      }),
      RUNS,
    );
  });
});
