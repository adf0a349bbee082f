import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { chatNotification } from '../../shared/alert/chat-notification.ts';
import { ENVIRONMENTS, type Incident } from '../../shared/incident/incident.ts';
import { incidentOfCase } from './ocsf-cases.ts';
import { fullIncident, hostileIncident, withHostTexts } from './ocsf-hostile.ts';
import { outputCases } from './output-cases.ts';

const RUNS = { numRuns: 200 };
const ORDINARY = incidentOfCase('execute');
/** Of a section of Slack, in characters. */
const SLACK_TEXT = 3000;

function notificationOf(incident: Incident) {
  return chatNotification(incident, `${incident.id}-${incident.generation}`, 'aws');
}

/** What stands outside of code spans, and our own words for bold. */
function free(text: string): string {
  return text.replaceAll(/`[^`\n]+`/g, '').replaceAll(/^\*[A-Z][a-z ]+:\* /gm, '');
}

describe('chatNotification', () => {
  it.each(outputCases('chat'))('$name', ({ incident, expected }) => {
    expect(notificationOf(incident)).toEqual(expected);
  });

  it('is one thread for all generations, each with an id of its own', () => {
    const told = [1, 2, 3].map((generation) => notificationOf({ ...ORDINARY, generation }));
    expect(new Set(told.map(({ metadata }) => metadata.threadId))).toEqual(new Set([ORDINARY.id]));
    expect(new Set(told.map(({ id }) => id)).size).toBe(3);
  });

  it.each(ENVIRONMENTS)('has steps for %s', (environment) => {
    const { nextSteps } = notificationOf({ ...ORDINARY, environment }).content;
    expect(nextSteps.map((step) => step.split(':')[0])).toEqual(['First', 'Then', 'And']);
  });

  it('says why it is told again, and how much it leaves out', () => {
    const { content } = notificationOf({
      ...ORDINARY,
      generation: 2,
      news: [{ what: 'hosts', passed: 10 }],
      hostCount: 12,
      gravest: {
        ...ORDINARY.gravest,
        reasons: Array.from({ length: 7 }, () => ({ id: 'x', text: 'because' })),
      },
    });
    expect(content.description).toContain('(seen on 10 hosts or more)');
    expect(content.description).toContain('`i-0a1b2c3d4e5f60711` and 11 others');
    expect(content.description).toContain('• and 3 reasons more');
    expect(content.title).toContain('12 hosts');
  });
});

describe('chatNotification, whatever a host writes', () => {
  it('has it in code spans and nowhere else', () => {
    fc.assert(
      fc.property(hostileIncident, (incident) => {
        const { description } = notificationOf(incident).content;
        expect(free(description)).not.toMatch(/[`<>&@[\]*~|]|:\/\/|www\./i);
      }),
      RUNS,
    );
  });

  it('has the same lines', () => {
    const labels = (incident: Incident) =>
      notificationOf(incident)
        .content.description.split('\n')
        .map((line) => /^(?:\*[A-Z][a-z ]+:\*|•|Incident)/.exec(line)?.[0]);
    fc.assert(
      fc.property(hostileIncident, (incident) => {
        expect(labels(incident)).toEqual(labels(withHostTexts(incident, () => '/x')));
        expect(labels(incident)).not.toContain(undefined);
      }),
      RUNS,
    );
  });

  it('has nothing of it in title, summary, steps, keywords and context', () => {
    fc.assert(
      fc.property(hostileIncident, (incident) => {
        const words = (of: Incident) => {
          const { content, metadata, ...head } = notificationOf(of);
          const { description: _, ...ours } = content;
          const { relatedResources: __, ...context } = metadata;
          return { head, ours, context };
        };
        expect(words(incident)).toEqual(words(withHostTexts(incident, () => 'MARK')));
      }),
      RUNS,
    );
  });

  it.each(['a', '`', '*', '<', '"', '\\', '😀', '\udc80', '\u200b', '\u{e0001}'])(
    'is short enough where everything is full, and all of it is %j',
    (character) => {
      const incident = fullIncident(incidentOfCase('execute'), character.repeat(2000));
      const { content, metadata } = notificationOf(incident);
      expect(content.description.length).toBeLessThanOrEqual(SLACK_TEXT);
      expect(content.title.length).toBeLessThanOrEqual(150);
      expect(metadata.summary.length).toBeLessThanOrEqual(150);
      expect(metadata.relatedResources.length).toBeLessThanOrEqual(10);
    },
  );

  it('is short enough always, and valid Unicode', () => {
    fc.assert(
      fc.property(hostileIncident, (incident) => {
        const notification = notificationOf(incident);
        expect(notification.content.description.length).toBeLessThanOrEqual(SLACK_TEXT);
        expect(notification.content.description.isWellFormed()).toBe(true);
      }),
      RUNS,
    );
  });
});
