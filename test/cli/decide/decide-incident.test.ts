import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type CommandKind, decideIncident } from '../../../cli/decide/decide-incident.ts';
import { type LocalTable, startLocalTable } from '../../../cli/demo/local-table.ts';
import { DynamoIncidents } from '../../../shared/aws/dynamo-incidents.ts';
import { dynamoDecisions } from '../../../shared/aws/dynamo-responses.ts';
import type { Incident, IncidentId } from '../../../shared/incident/incident.ts';
import { type OfferId, offerOf } from '../../../shared/response/offer.ts';
import type { Containment } from '../../../shared/response/response.ts';
import { DAY, T0 } from '../../incident/findings.ts';
import { incidentInStore, storedIncident } from '../../response/recorded.ts';
import { STATES } from '../../response/states.ts';

const RETENTION = 400 * DAY;
let local: LocalTable;
let incidents: DynamoIncidents;

beforeAll(async () => {
  local = await startLocalTable(() => T0);
  incidents = new DynamoIncidents(local.table, RETENTION);
});
afterAll(() => local.stop());

let programs = 0;
let commands = 0;

async function inTable(containment: Containment): Promise<Incident> {
  const path = `/tmp/${'y'.repeat(++programs)}`;
  return incidentInStore(incidents, containment, { program: { given: path, path } });
}

async function run(kind: CommandKind, incident: IncidentId, plan: OfferId | null = null) {
  const out: string[] = [];
  const status = await decideIncident(
    kind,
    { incident, by: 'ann', plan },
    {
      incidents,
      decisions: dynamoDecisions(local.table, RETENTION),
      now: () => T0 + 10_000,
      uuid: () => String(++commands),
      write: (text) => void out.push(text),
    },
  );
  return { status, out: out.join('') };
}

describe('a decision from the command line', () => {
  it.each<[CommandKind, keyof typeof STATES, Containment['state']]>([
    ['approve', 'proposed', 'approved'],
    ['dismiss', 'proposed', 'withheld'],
    ['release', 'contained', 'release-approved'],
  ])('%s: of what is %s, is written with who and when', async (kind, name, state) => {
    const { id } = await inTable(STATES[name]);
    const { status, out } = await run(kind, id);
    expect(status).toBe(0);
    expect(out).toMatch(/is written down\. Now:/);
    expect((await storedIncident(incidents, id)).response).toMatchObject({
      decisions: [{ kind, by: { via: 'cli', who: 'ann' }, at: T0 + 10_000 }],
      containment: { state },
    });
  });

  it('shows what is decided on before it decides', async () => {
    const { id } = await inTable(STATES.proposed);
    const { out } = await run('approve', id);
    const before = out.slice(0, out.indexOf('The approval'));
    expect(before).toContain('Target: instance i-0abc1234def567890, account 111122223333, eu-central-1\n');
    expect(before).toContain('Would be done: 2. Cut the instance off the network\n');
  });

  it('a second one is refused with who was first, and exit status 2', async () => {
    const { id } = await inTable(STATES.proposed);
    await run('approve', id);
    const { status, out } = await run('dismiss', id);
    expect(status).toBe(2);
    expect(out).toMatch(/Nothing was decided\. ann \(command line\) approved the containment at 2027-/);
  });

  it('of the plan that an alert showed is refused where another one came in its place', async () => {
    const { id, response } = await inTable(STATES.proposed);
    const shown = offerOf(response.containment);
    const other = offerOf({ ...STATES.proposed, plan: { ...STATES.proposed.plan, steps: [] } });
    expect(await run('approve', id, other)).toMatchObject({
      status: 2,
      out: expect.stringContaining('has changed since you saw it'),
    });
    expect(await run('approve', id, shown)).toMatchObject({ status: 0 });
  });

  it('about no incident says so', async () => {
    const id = 'ad5a466b574b45be5827-24h-tsb4w0' as IncidentId;
    expect(await run('release', id)).toEqual({ status: 2, out: `There is no incident ${id}.\n` });
  });
});
