import { describe, expect, it } from 'vitest';
import { decide, MOST_DECISIONS, SUPPRESSED_FOR, withDecision } from '../../shared/response/decide.ts';
import { decisionId } from '../../shared/response/decision-id.ts';
import { offerOf } from '../../shared/response/offer.ts';
import type { DecisionRequest } from '../../shared/response/request.ts';
import type { Containment, Decision, DecisionKind } from '../../shared/response/response.ts';
import type { Decidable } from '../../shared/response/standing.ts';
import { DAY, T0 } from '../incident/findings.ts';
import { incidentIn, PLAN, requestOn, STATE_NAMES, STATES, type StateName } from './states.ts';

/** The state that a decision leads to, or `- ` and the kind of refusal. */
function cell(name: StateName, kind: DecisionKind): string {
  const incident = incidentIn(name);
  const outcome = decide(incident, requestOn(incident, kind));
  if (outcome.outcome === 'refused') return `- ${outcome.kind}`;
  return outcome.outcome === 'repeated' ? 'repeated' : outcome.response.containment.state;
}

/** The incident after a request that has to be taken. */
function decided(incident: Decidable, request: DecisionRequest): Decidable {
  const outcome = decide(incident, request);
  if (outcome.outcome !== 'decided') throw new Error(`it is ${outcome.outcome}`);
  return { ...incident, response: outcome.response };
}

function refusal(incident: Decidable, request: DecisionRequest): string {
  const outcome = decide(incident, request);
  return outcome.outcome === 'refused' ? outcome.sentence : outcome.outcome;
}

function stateOf({ response }: Decidable): Containment['state'] {
  return response.containment.state;
}

describe('the decision table', () => {
  const ROWS: Record<StateName, readonly [approve: string, dismiss: string, release: string]> = {
    none: ['- nothing-there', 'withheld', '- nothing-there'],
    withheld: ['- nothing-there', 'withheld', '- nothing-there'],
    proposed: ['approved', 'withheld', '- nothing-there'],
    'proposed, dry run': ['withheld', 'withheld', '- nothing-there'],
    'proposed, expired': ['- expired', 'withheld', '- nothing-there'],
    approved: ['- decided-already', '- decided-already', '- nothing-there'],
    running: ['- decided-already', '- decided-already', '- under-way'],
    contained: ['- decided-already', '- still-contained', 'release-approved'],
    failed: ['- decided-already', '- still-contained', 'release-approved'],
    'failed before it started': ['- decided-already', 'failed', '- nothing-there'],
    'release-approved': ['- decided-already', '- under-way', '- decided-already'],
    releasing: ['- decided-already', '- under-way', '- decided-already'],
    released: ['- decided-already', 'released', '- decided-already'],
    'release-failed': ['- decided-already', '- still-contained', 'release-approved'],
  };

  it.each(STATE_NAMES)('%s', (name) => {
    expect([cell(name, 'approve'), cell(name, 'dismiss'), cell(name, 'release')]).toEqual(ROWS[name]);
  });

  it.each(STATE_NAMES)('%s: to suppress is possible, and changes nothing of it', (name) => {
    const incident = incidentIn(name);
    const request = requestOn(incident, 'suppress');
    const outcome = decide(incident, request);
    expect(outcome).toMatchObject({
      outcome: 'decided',
      decision: { kind: 'suppress', severityAtMost: 'high', until: request.at + SUPPRESSED_FOR },
      response: { containment: STATES[name] },
    });
  });

  it.each(STATE_NAMES)('%s: a decision is written with who and when, behind those before it', (name) => {
    const incident = incidentIn(name);
    const { id, by, at, ...rest } = requestOn(incident, 'suppress');
    const outcome = decide(incident, { id, by, at, ...rest });
    if (outcome.outcome !== 'decided') throw new Error('refused');
    expect(outcome.response.decisions.slice(0, -1)).toEqual(incident.response.decisions);
    expect(outcome.response.decisions.at(-1)).toMatchObject({ id, by, at });
  });
});

describe('the same request again', () => {
  it.each<[StateName, DecisionKind]>([
    ['proposed', 'approve'],
    ['proposed', 'dismiss'],
    ['contained', 'release'],
    ['none', 'suppress'],
  ])('of %s: %s has the same answer and changes nothing', (name, kind) => {
    const incident = incidentIn(name);
    const request = requestOn(incident, kind);
    const first = decide(incident, request);
    if (first.outcome !== 'decided') throw new Error('refused');
    const again = decide({ ...incident, response: first.response }, { ...request, at: request.at + DAY });
    expect(again).toEqual({ outcome: 'repeated', decision: first.decision });
  });
});

describe('who comes second', () => {
  it('is told who approved, and when', () => {
    const proposed = incidentIn('proposed');
    const incident = decided(
      proposed,
      requestOn(proposed, 'approve', { by: { via: 'slack', who: 'U0ANN0001' } }),
    );
    const sentence = 'Slack member U0ANN0001 approved the containment at 2027-01-15 08:00:10.000 UTC.';
    expect(refusal(incident, requestOn(proposed, 'approve'))).toBe(sentence);
    expect(refusal(incident, requestOn(proposed, 'dismiss'))).toBe(sentence);
  });

  it('is told who dismissed', () => {
    const proposed = incidentIn('proposed');
    const incident = decided(proposed, requestOn(proposed, 'dismiss', { by: { via: 'cli', who: 'ben' } }));
    const sentence = 'ben (command line) dismissed the incident at 2027-01-15 08:00:10.000 UTC.';
    expect(refusal(incident, requestOn(proposed, 'approve'))).toBe(sentence);
    expect(refusal(incident, requestOn(proposed, 'dismiss'))).toBe(sentence);
  });

  it('is told who suppressed, and until when', () => {
    const none = incidentIn('none');
    const incident = decided(none, requestOn(none, 'suppress', { by: { via: 'policy', who: 'production' } }));
    expect(refusal(incident, requestOn(none, 'suppress'))).toBe(
      'the policy of production suppressed it at 2027-01-15 08:00:10.000 UTC, until 2027-01-22 08:00:10.000 UTC.',
    );
  });
});

describe('an approval', () => {
  const proposed = incidentIn('proposed');

  it('is of the plan that was seen: another one is refused', () => {
    const other = offerOf({ ...STATES.proposed, plan: { ...PLAN, steps: PLAN.steps.slice(1) } });
    const seen = { severity: 'high', offer: other } as const;
    expect(refusal(proposed, requestOn(proposed, 'approve', { seen }))).toMatch(
      /has changed since you saw it/,
    );
  });

  it('of nothing that was seen is refused', () => {
    const seen = { severity: 'high', offer: null } as const;
    expect(refusal(proposed, requestOn(proposed, 'approve', { seen }))).toMatch(/has changed/);
  });

  it('holds where the same plan was proposed again meanwhile', () => {
    const again = {
      ...proposed,
      response: {
        ...proposed.response,
        containment: { ...STATES.proposed, at: T0 + 1, until: T0 + 2 * DAY },
      },
    };
    expect(stateOf(decided(again, requestOn(proposed, 'approve')))).toBe('approved');
  });

  it('counts in the last millisecond before the proposal ends, and not in the one after', () => {
    const { until } = STATES.proposed;
    expect(stateOf(decided(proposed, requestOn(proposed, 'approve', { at: until - 1 })))).toBe('approved');
    expect(refusal(proposed, requestOn(proposed, 'approve', { at: until }))).toMatch(/expired at/);
  });

  it('carries the plan and the decision on', () => {
    const request = requestOn(proposed, 'approve');
    expect(decided(proposed, request).response.containment).toEqual({
      state: 'approved',
      plan: PLAN,
      decision: request.id,
      at: request.at,
    });
  });

  it('in a dry run is written down, and leads to nothing that is acted on', () => {
    const dry = incidentIn('proposed, dry run');
    const { response } = decided(dry, requestOn(dry, 'approve'));
    expect(response.decisions).toMatchObject([{ kind: 'approve' }]);
    expect(response.containment).toMatchObject({
      state: 'withheld',
      because: [expect.stringMatching(/dry run/)],
    });
  });

  it('of what was dismissed is refused, though it were proposed again', () => {
    const dismissed = decided(proposed, requestOn(proposed, 'dismiss'));
    const again = { ...dismissed, response: { ...dismissed.response, containment: STATES.proposed } };
    expect(refusal(again, requestOn(again, 'approve'))).toMatch(/dismissed the incident/);
  });
});

describe('a dismissal', () => {
  const none = incidentIn('none', 'medium');

  it('ends when the incident becomes graver than what was dismissed', () => {
    const dismissed = decided(none, requestOn(none, 'dismiss'));
    const graver: Decidable = {
      severity: 'critical',
      response: { ...dismissed.response, containment: STATES.proposed },
    };
    expect(stateOf(decided(graver, requestOn(graver, 'approve')))).toBe('approved');
  });

  it('is refused where it became graver since it was seen', () => {
    const graver: Decidable = { ...none, severity: 'critical' };
    expect(refusal(graver, requestOn(none, 'dismiss'))).toMatch(/has become graver/);
    const proposed = incidentIn('proposed', 'critical');
    expect(refusal(proposed, requestOn(none, 'dismiss'))).toMatch(/has become graver/);
  });

  it('withdraws a proposal that stands there in spite of one', () => {
    const dismissed = decided(none, requestOn(none, 'dismiss'));
    const again = { ...dismissed, response: { ...dismissed.response, containment: STATES.proposed } };
    expect(stateOf(decided(again, requestOn(again, 'dismiss')))).toBe('withheld');
  });
});

describe('a suppression', () => {
  it('is of what was seen: graver than that is told all the same', () => {
    const none = incidentIn('none', 'critical');
    const seen = { severity: 'medium', offer: null } as const;
    expect(decided(none, requestOn(none, 'suppress', { seen })).response.decisions).toMatchObject([
      { severityAtMost: 'medium' },
    ]);
  });

  it('can be decided again for graver ones, and when it has ended', () => {
    const none = incidentIn('none', 'medium');
    const suppressed = decided(none, requestOn(none, 'suppress'));
    const graver = { severity: 'critical', offer: null } as const;
    expect(decide(suppressed, requestOn(none, 'suppress', { seen: graver })).outcome).toBe('decided');
    const at = T0 + 10_000 + SUPPRESSED_FOR;
    expect(decide(suppressed, requestOn(none, 'suppress', { at: at - 1 })).outcome).toBe('refused');
    expect(decide(suppressed, requestOn(none, 'suppress', { at })).outcome).toBe('decided');
  });
});

describe('a release', () => {
  it('is of the automation that was seen: of another one it is refused', () => {
    const contained = incidentIn('contained');
    const again: Decidable = {
      ...contained,
      response: { ...contained.response, containment: { ...STATES.contained, execution: 'execution-9' } },
    };
    expect(refusal(again, requestOn(contained, 'release'))).toMatch(/has changed since/);
  });

  it('names the automation whose changes are undone, of a failed release too', () => {
    for (const name of ['contained', 'failed', 'release-failed'] as const) {
      const incident = incidentIn(name);
      const { containment } = decided(incident, requestOn(incident, 'release')).response;
      expect(containment).toMatchObject({ state: 'release-approved', contained: 'execution-1', plan: PLAN });
    }
  });

  it('of a dry run is refused', () => {
    const dry: Decidable = {
      severity: 'high',
      response: { decisions: [], containment: { ...STATES.contained, plan: { ...PLAN, dryRun: true } } },
    };
    expect(refusal(dry, requestOn(dry, 'release'))).toMatch(/dry run/);
  });

  it('of a failed containment offers none of an automation that never started', () => {
    expect(offerOf(STATES['failed before it started'])).toBeNull();
  });
});

it('keeps the latest decisions, the one that is being carried out among them', () => {
  const proposed = incidentIn('proposed');
  const many = Array.from({ length: 3 * MOST_DECISIONS }, (_, index): Decision => {
    return { id: decisionId([String(index)]), kind: 'release', by: { via: 'cli', who: 'ann' }, at: T0 };
  });
  const decisions = many.reduce(withDecision, proposed.response.decisions);
  const request = requestOn(proposed, 'approve');
  const incident = { ...proposed, response: { ...proposed.response, decisions } };
  const kept = decided(incident, request).response.decisions.map(({ id }) => id);
  expect(kept).toEqual([...many.slice(1 - MOST_DECISIONS).map(({ id }) => id), request.id]);
});
