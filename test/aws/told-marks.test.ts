import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type LocalTable, startLocalTable } from '../../cli/demo/local-table.ts';
import { DynamoIncidents } from '../../shared/aws/dynamo-incidents.ts';
import { DynamoToldMarks } from '../../shared/aws/told-marks.ts';
import type { IncidentId } from '../../shared/incident/incident.ts';
import { mergeFindings } from '../../shared/incident/merge.ts';
import { itemsOf } from '../faults/table-contents.ts';
import { batchOf, DAY, found, T0 } from '../incident/findings.ts';

let local: LocalTable;
let marks: DynamoToldMarks;

beforeAll(async () => {
  local = await startLocalTable(() => T0);
  marks = new DynamoToldMarks(local.table);
});
afterAll(() => local.stop());

let programs = 0;

/** An incident of which `generation` is the latest, and untold. */
async function incidentAt(generation: number): Promise<IncidentId> {
  const path = `/tmp/${'x'.repeat(++programs)}`;
  const record = mergeFindings(null, batchOf([found({ program: { given: path, path } })]));
  if (record === null) throw new Error('nothing was recorded');
  const incidents = new DynamoIncidents(local.table, DAY);
  await incidents.save({ ...record, incident: { ...record.incident, generation } }, 0, true);
  return record.incident.id;
}

async function isUntold(id: IncidentId): Promise<boolean> {
  const item = (await itemsOf(local)).find(({ pk }) => pk?.S === `incident#${id}`);
  return item?.['untold'] !== undefined;
}

describe('a mark', () => {
  it('is none before anything was told', async () => {
    expect(await marks.toldTo(await incidentAt(1), 'sns')).toBe(0);
    expect(await marks.toldTo('not-there' as IncidentId, 'sns')).toBe(0);
  });

  it('of the latest generation leaves nothing to tell', async () => {
    const id = await incidentAt(2);
    await marks.mark(id, 'sns', 2);
    expect(await marks.toldTo(id, 'sns')).toBe(2);
    expect(await isUntold(id)).toBe(false);
  });

  it('of an earlier generation leaves the latest to be told', async () => {
    const id = await incidentAt(3);
    await marks.mark(id, 'sns', 2);
    expect(await marks.toldTo(id, 'sns')).toBe(2);
    expect(await isUntold(id)).toBe(true);
  });

  it('is one for each destination', async () => {
    const id = await incidentAt(2);
    await marks.mark(id, 'sns', 2);
    await marks.mark(id, 'chat', 1);
    expect([await marks.toldTo(id, 'sns'), await marks.toldTo(id, 'chat')]).toEqual([2, 1]);
  });

  it('takes an incident out of the untold for the topic, and for no other destination', async () => {
    const id = await incidentAt(1);
    await marks.mark(id, 'chat', 1);
    expect(await isUntold(id)).toBe(true);
    await marks.mark(id, 'sns', 1);
    expect(await isUntold(id)).toBe(false);
  });

  it('never goes back', async () => {
    const id = await incidentAt(3);
    await marks.mark(id, 'sns', 3);
    await marks.mark(id, 'sns', 2);
    expect(await marks.toldTo(id, 'sns')).toBe(3);
    expect(await isUntold(id)).toBe(false);
  });

  it('can be made twice', async () => {
    const id = await incidentAt(1);
    await marks.mark(id, 'sns', 1);
    await expect(marks.mark(id, 'sns', 1)).resolves.toBeUndefined();
    expect(await marks.toldTo(id, 'sns')).toBe(1);
  });

  it.each([
    ['of a generation that there is not', () => incidentAt(1)],
    ['of an incident that is not there any more', async () => 'gone' as IncidentId],
  ])('%s is not made', async (_name, id) => {
    const incident = await id();
    const before = (await itemsOf(local)).length;
    await marks.mark(incident, 'sns', 2);
    expect(await marks.toldTo(incident, 'sns')).toBe(0);
    expect(await itemsOf(local)).toHaveLength(before);
  });
});

it('what goes wrong otherwise is thrown', async () => {
  const broken = new DynamoToldMarks({ ...local.table, name: 'not-there' });
  const id = await incidentAt(1);
  await expect(broken.mark(id, 'sns', 1)).rejects.toMatchObject({ name: 'ResourceNotFoundException' });
  await expect(broken.toldTo(id, 'sns')).rejects.toMatchObject({ name: 'ResourceNotFoundException' });
});
