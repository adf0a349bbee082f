/** Whatever is pressed in whatever order: one decision of those that exclude each other, and nothing without one. */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { SEVERITIES } from '../../shared/detection/severity.ts';
import { decide, MOST_DECISIONS } from '../../shared/response/decide.ts';
import type { DecisionRequest } from '../../shared/response/request.ts';
import { type Containment, DECISIONS, type Response } from '../../shared/response/response.ts';
import type { Decidable } from '../../shared/response/standing.ts';
import { DAY, T0 } from '../incident/findings.ts';
import { incidentIn, requestOn, STATE_NAMES } from './states.ts';

const request = (incident: Decidable) =>
  fc
    .record({
      kind: fc.constantFrom(...DECISIONS),
      at: fc.integer({ min: T0, max: T0 + 2 * DAY }),
      severity: fc.constantFrom(...SEVERITIES),
      stale: fc.boolean(),
    })
    .map(({ kind, at, severity, stale }) => {
      const { seen, ...rest } = requestOn(incident, kind, { at });
      return { ...rest, seen: { severity, offer: stale ? null : seen.offer } };
    });

const scene = fc.constantFrom(...STATE_NAMES).chain((name) => {
  const incident = incidentIn(name);
  return fc.record({
    incident: fc.constant(incident),
    requests: fc.array(request(incident), { maxLength: 12 }),
  });
});

function all(incident: Decidable, requests: readonly DecisionRequest[]) {
  let response: Response = incident.response;
  const effects: {
    readonly request: DecisionRequest;
    readonly from: Containment;
    readonly to: Containment;
  }[] = [];
  for (const one of requests) {
    const outcome = decide({ ...incident, response }, one);
    if (outcome.outcome !== 'decided') continue;
    effects.push({ request: one, from: response.containment, to: outcome.response.containment });
    response = outcome.response;
  }
  return { response, effects };
}

it('at most one approval and one release have an effect, and never both an approval and a dismissal of it', () => {
  fc.assert(
    fc.property(scene, ({ incident, requests }) => {
      const { response, effects } = all(incident, requests);
      const made = effects.map(({ request: { kind } }) => kind);
      expect(made.filter((kind) => kind === 'approve').length).toBeLessThanOrEqual(1);
      expect(made.filter((kind) => kind === 'release').length).toBeLessThanOrEqual(1);
      const approved = effects.some(({ to }) => to.state === 'approved');
      if (approved) expect(made).not.toContain('dismiss');
      expect(response.decisions.length).toBeLessThanOrEqual(MOST_DECISIONS);
    }),
    { numRuns: 500 },
  );
});

it('everything once more changes nothing', () => {
  fc.assert(
    fc.property(scene, ({ incident, requests }) => {
      const once = all(incident, requests).response;
      const made = requests.filter(({ id }) => once.decisions.some((decision) => decision.id === id));
      expect(all({ ...incident, response: once }, made)).toEqual({ response: once, effects: [] });
    }),
    { numRuns: 300 },
  );
});

it('a state that is acted on comes of an approval that was not too late, of what was seen, and of no dry run', () => {
  fc.assert(
    fc.property(scene, ({ incident, requests }) => {
      for (const { request: by, from, to } of all(incident, requests).effects) {
        if (to.state !== 'approved' || from.state === 'approved') continue;
        if (from.state !== 'proposed') throw new Error('nothing was proposed');
        expect(by.kind).toBe('approve');
        expect(by.at).toBeLessThan(from.until);
        expect(by.seen.offer).not.toBeNull();
        expect(to).toEqual({ state: 'approved', plan: from.plan, decision: by.id, at: by.at });
        expect(to.plan.dryRun).toBe(false);
      }
    }),
    { numRuns: 500 },
  );
});
