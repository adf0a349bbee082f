import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type LocalTable, startLocalTable } from '../../cli/demo/local-table.ts';
import { DynamoIncidents } from '../../shared/aws/dynamo-incidents.ts';
import { dynamoDecisions, dynamoResponses } from '../../shared/aws/dynamo-responses.ts';
import { DynamoSuppressions } from '../../shared/aws/dynamo-suppressions.ts';
import type { Incident } from '../../shared/incident/incident.ts';
import type { Containment, DecisionKind } from '../../shared/response/response.ts';
import { DAY, found, T0 } from '../incident/findings.ts';
import { recorderOf } from '../incident/memory-incidents.ts';
import { incidentInStore, storedIncident } from '../response/recorded.ts';
import { requestOn, STATES } from '../response/states.ts';

const RETENTION = 400 * DAY;
let local: LocalTable;
let incidents: DynamoIncidents;

beforeAll(async () => {
  local = await startLocalTable(() => T0);
  incidents = new DynamoIncidents(local.table, RETENTION);
});
afterAll(() => local.stop());

let programs = 0;

/** Of a behaviour that no other test has. */
async function inTable(containment: Containment): Promise<Incident> {
  const path = `/tmp/${'x'.repeat(++programs)}`;
  return incidentInStore(incidents, containment, { program: { given: path, path } });
}

/** So many people at once, each with a function of their own. */
async function pressedBy(people: number, incident: Incident, kinds: readonly DecisionKind[]) {
  return Promise.all(
    Array.from({ length: people }, async (_, index) =>
      dynamoDecisions(local.table, RETENTION).record(
        incident.id,
        requestOn(incident, kinds[index % kinds.length] ?? 'approve'),
      ),
    ),
  );
}

describe('twenty people at once', () => {
  it.each<[DecisionKind[], Containment]>([
    [['approve', 'dismiss'], STATES.proposed],
    [['release'], STATES.contained],
    [['suppress'], STATES.none],
  ])('press %j: one decides, and the others are told who was first', async (kinds, containment) => {
    const incident = await inTable(containment);
    const recorded = await pressedBy(20, incident, kinds);
    const [decided, ...others] = recorded.toSorted((a, b) => a.outcome.localeCompare(b.outcome));
    if (decided?.outcome !== 'decided') throw new Error('nobody decided');
    const { who } = decided.decision.by;
    for (const other of others)
      expect(other).toMatchObject({
        outcome: 'refused',
        kind: 'decided-already',
        sentence: expect.stringContaining(`Slack member ${who}`),
      });
    const stored = await storedIncident(incidents, incident.id);
    expect(stored.response.decisions).toEqual([decided.decision]);
    expect(stored.generation).toBe(incident.generation + 1);
  });

  it('suppress: one suppression is written', async () => {
    const incident = await inTable(STATES.none);
    await pressedBy(20, incident, ['suppress']);
    const written = await new DynamoSuppressions(local.table).list();
    expect(written.filter(({ match }) => match.fingerprint === incident.fingerprint)).toHaveLength(1);
  });
});

it('findings, decisions and what comes of them, all at once: nothing is lost', async () => {
  const incident = await inTable(STATES.none);
  const { program } = incident.gravest;
  const writer = dynamoResponses(local.table, RETENTION);
  const [suppressed, proposed] = await Promise.all([
    dynamoDecisions(local.table, RETENTION).record(incident.id, requestOn(incident, 'suppress')),
    writer.change(incident.id, ({ response }) => ({ ...response, containment: STATES.proposed })),
    ...Array.from({ length: 5 }, (_, index) =>
      recorderOf({ incidents }).record([found({ program, host: `i-${index}` })]),
    ),
  ]);
  expect(suppressed.outcome).toBe('decided');
  expect(proposed).not.toBeNull();
  expect(await storedIncident(incidents, incident.id)).toMatchObject({
    count: 6,
    response: { decisions: [{ kind: 'suppress' }], containment: STATES.proposed },
  });
});
