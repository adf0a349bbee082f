/** A press of a button whose every call fails in every way, and somebody who presses again: one decision, told once. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DynamoSuppressions } from '../../shared/aws/dynamo-suppressions.ts';
import type { DecisionKind } from '../../shared/response/response.ts';
import { Desk } from '../functions/slack-action/desk.ts';
import { bodyOf, payloadOf, signed } from '../functions/slack-action/signed.ts';
import { STATES } from '../response/states.ts';
import { FAULT_KINDS, Faults } from './faults.ts';

let faults = new Faults();
let desk: Desk;

beforeAll(async () => {
  desk = await Desk.start((call, effect) => faults.fate(call, effect));
});
afterAll(() => desk.stop());

/** Calls that one press makes where nothing fails: the request remembered, the incident read and written, and the rest. */
const CALLS = { approve: 3, dismiss: 3, suppress: 4, release: 3 } as const satisfies Record<
  DecisionKind,
  number
>;
const STATE = { approve: 'proposed', dismiss: 'proposed', suppress: 'none', release: 'contained' } as const;

const SCENES = (['approve', 'dismiss', 'suppress', 'release'] as const).flatMap((kind) =>
  Array.from({ length: CALLS[kind] }, (_, index) => index + 1).flatMap((at) =>
    FAULT_KINDS.map((fault) => [kind, fault, at] as const),
  ),
);

async function newIncident(kind: DecisionKind) {
  faults = new Faults();
  return desk.incident(STATES[STATE[kind]]);
}

describe('a press of a button', () => {
  it.each(['approve', 'dismiss', 'suppress', 'release'] as const)(
    '%s makes as many calls as are tried here',
    async (kind) => {
      const incident = await newIncident(kind);
      faults = new Faults();
      await desk.take(signed(bodyOf(payloadOf(incident, kind)), desk.now));
      expect(faults.calls).toHaveLength(CALLS[kind]);
    },
  );

  it.each(SCENES)('%s, %s at call %d, and once more: one decision, told once', async (kind, fault, at) => {
    const incident = await newIncident(kind);
    faults = new Faults([{ at, kind: fault }]);
    await desk.take(signed(bodyOf(payloadOf(incident, kind)), desk.now));
    expect(faults.struck).toHaveLength(1);
    faults = new Faults();
    // Slack tells that it failed, and the same person presses again: another press.
    expect(await desk.take(signed(bodyOf(payloadOf(incident, kind)), desk.now))).toMatchObject({
      statusCode: 200,
    });
    const stored = await desk.stored(incident);
    expect(stored.response.decisions.map((decision) => decision.kind)).toEqual([kind]);
    expect(stored.generation).toBe(incident.generation + 1);
    const suppressions = await new DynamoSuppressions(desk.local.table).list();
    const own = suppressions.filter(({ match }) => match.fingerprint === incident.fingerprint);
    expect(own).toHaveLength(kind === 'suppress' ? 1 : 0);
  });
});
