import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { alertMessage } from '../../../shared/alert/slack/alert-message.ts';
import { buttonsOf } from '../../../shared/alert/slack/buttons.ts';
import type { Incident } from '../../../shared/incident/incident.ts';
import { offerOf } from '../../../shared/response/offer.ts';
import { buttonOf } from '../../../shared/slack/button.ts';
import { DAY } from '../../incident/findings.ts';
import { incidentIn, PLAN, STATE_NAMES, STATES, type StateName } from '../../response/states.ts';
import { incidentOfCase } from '../ocsf-cases.ts';
import { hostileIncident } from '../ocsf-hostile.ts';
import { piecesOf } from './message-pieces.ts';

const ORDINARY = incidentOfCase('execute');

function inState(name: StateName): Incident {
  return { ...ORDINARY, response: incidentIn(name).response };
}

/** The elements as Slack gets them. */
function elementsOf(incident: Incident) {
  return buttonsOf(incident).flatMap(({ elements }) =>
    elements.flatMap((element) => (element.type === 'button' ? [element] : [])),
  );
}

function labelsOf(incident: Incident): string[] {
  return elementsOf(incident).map(({ text }) => text.text);
}

describe('the buttons of an alert', () => {
  const SUPPRESS = 'Suppress 7 days';
  const ROWS: Record<StateName, string[]> = {
    none: ['Dismiss', SUPPRESS],
    withheld: ['Dismiss', SUPPRESS],
    proposed: ['Approve containment', 'Dismiss', SUPPRESS],
    'proposed, dry run': ['Approve containment', 'Dismiss', SUPPRESS],
    'proposed, expired': ['Approve containment', 'Dismiss', SUPPRESS],
    approved: [SUPPRESS],
    running: [SUPPRESS],
    contained: ['Release', SUPPRESS],
    failed: ['Release', SUPPRESS],
    'failed before it started': ['Dismiss', SUPPRESS],
    'release-approved': [SUPPRESS],
    releasing: [SUPPRESS],
    released: ['Dismiss', SUPPRESS],
    'release-failed': ['Release', SUPPRESS],
  };

  it.each(STATE_NAMES)('are what can be decided: %s', (name) => {
    expect(labelsOf(inState(name))).toEqual(ROWS[name]);
  });

  it('are gone once it is decided, and come back when it becomes graver, or the suppression has ended', () => {
    const by = { via: 'slack', who: 'U0ANN0001' } as const;
    const at = ORDINARY.last;
    const [id] = incidentIn('approved').response.decisions.map((decision) => decision.id);
    if (id === undefined) throw new Error('nothing was decided');
    const incident: Incident = {
      ...ORDINARY,
      severity: 'high',
      response: {
        decisions: [
          { id, kind: 'dismiss', by, at, severityAtMost: 'high' },
          { id, kind: 'suppress', by, at, severityAtMost: 'high', until: at + 7 * DAY },
        ],
        containment: { state: 'withheld', because: ['dismissed'], plan: null },
      },
    };
    expect(buttonsOf(incident)).toEqual([]);
    expect(labelsOf({ ...incident, severity: 'critical' })).toEqual(['Dismiss', SUPPRESS]);
    expect(labelsOf({ ...incident, last: at + 7 * DAY })).toEqual([SUPPRESS]);
  });

  it('are none in a message that has nothing behind them', () => {
    const types = (incident: Incident, buttons: boolean) =>
      piecesOf(alertMessage(incident, { buttons })).map(({ type }) => type);
    expect(types(inState('proposed'), true)).toContain('actions');
    expect(types(inState('proposed'), false)).not.toContain('actions');
  });

  it('carry what whoever presses has before them, and come back as it was', () => {
    const incident = inState('proposed');
    for (const { action_id = '', value = '' } of elementsOf(incident))
      expect(buttonOf(action_id, value)).toMatchObject({
        incident: incident.id,
        generation: incident.generation,
        severity: incident.severity,
        offer: offerOf(incident.response.containment),
      });
    expect(
      elementsOf(incident).map(({ action_id = '', value = '' }) => buttonOf(action_id, value)?.kind),
    ).toEqual(['approve', 'dismiss', 'suppress']);
  });
});

describe('what has to be confirmed', () => {
  const confirmOf = (incident: Incident, label: string) =>
    elementsOf(incident).find(({ text }) => text.text === label)?.confirm;

  it('an approval: the target and each step are named', () => {
    expect(confirmOf(inState('proposed'), 'Approve containment')).toMatchObject({
      title: { text: 'Contain this host?' },
      text: {
        type: 'plain_text',
        text: 'instance i-0abc1234def567890, account 111122223333, eu-central-1: 1. Take evidence from the host 2. Cut the instance off the network',
      },
      confirm: { text: 'Contain' },
    });
  });

  it('a dry run says that it is one', () => {
    expect(confirmOf(inState('proposed, dry run'), 'Approve containment')).toMatchObject({
      title: { text: 'Approve this dry run?' },
    });
  });

  it('a release', () => {
    expect(confirmOf(inState('contained'), 'Release')).toMatchObject({
      title: { text: 'Release this host?' },
    });
  });

  it('and nothing that changes nothing', () => {
    const incident = inState('proposed');
    expect(confirmOf(incident, 'Dismiss')).toBeUndefined();
    expect(confirmOf(incident, 'Suppress 7 days')).toBeUndefined();
  });

  it('shows no name that a step quotes, because there it could pass for ours', () => {
    const steps = [{ action: 'stop-process', does: 'Stop "/tmp/x: approved by everybody" and its children' }];
    const incident: Incident = {
      ...ORDINARY,
      response: { decisions: [], containment: { ...STATES.proposed, plan: { ...PLAN, steps } } },
    };
    expect(confirmOf(incident, 'Approve containment')?.text).toMatchObject({
      text: expect.stringMatching(/: 1\. Stop "…" and its children$/),
    });
  });

  it('is within the limits of Slack, whatever a host wrote', () => {
    fc.assert(
      fc.property(hostileIncident, (incident) => {
        for (const { confirm, action_id = '', value = '' } of elementsOf(incident)) {
          expect(buttonOf(action_id, value)?.incident).toBe(incident.id);
          if (confirm === undefined) continue;
          expect(confirm.title?.text.length).toBeLessThanOrEqual(100);
          expect(confirm.text.text.length).toBeLessThanOrEqual(300);
          expect(confirm.confirm?.text.length).toBeLessThanOrEqual(30);
        }
      }),
      { numRuns: 100 },
    );
  });
});
