import { GetItemCommand, UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type LocalTable, startLocalTable } from '../../cli/demo/local-table.ts';
import { incidentKey } from '../../shared/aws/incident-item.ts';
import { DynamoToldMarks } from '../../shared/aws/told-marks.ts';
import type { IncidentId } from '../../shared/incident/incident.ts';

let local: LocalTable;
let marks: DynamoToldMarks;

beforeAll(async () => {
  local = await startLocalTable(() => 0);
  marks = new DynamoToldMarks(local.table);
});
afterAll(() => local.stop());

/** An incident of which a generation is to be told. */
async function untoldIncident(id: IncidentId, generation: number): Promise<void> {
  await local.client.send(
    new UpdateItemCommand({
      TableName: local.table.name,
      Key: incidentKey(id),
      UpdateExpression: 'SET generation = :generation, untold = :yes',
      ExpressionAttributeValues: { ':generation': { N: String(generation) }, ':yes': { S: 'yes' } },
    }),
  );
}

async function isUntold(id: IncidentId): Promise<boolean> {
  const { Item } = await local.client.send(
    new GetItemCommand({ TableName: local.table.name, Key: incidentKey(id), ConsistentRead: true }),
  );
  return Item?.['untold'] !== undefined;
}

describe('DynamoToldMarks', () => {
  it('keeps one mark for each destination', async () => {
    const id = 'each-1h-a' as IncidentId;
    await untoldIncident(id, 2);
    expect(await marks.toldTo(id, 'sns')).toBe(0);
    await marks.mark(id, 'sns', 2);
    expect([await marks.toldTo(id, 'sns'), await marks.toldTo(id, 'chat')]).toEqual([2, 0]);
    await marks.mark(id, 'chat', 1);
    expect([await marks.toldTo(id, 'sns'), await marks.toldTo(id, 'chat')]).toEqual([2, 1]);
  });

  it('takes an incident out of the untold with the mark of the topic, and with no other', async () => {
    const id = 'untold-1h-a' as IncidentId;
    await untoldIncident(id, 1);
    await marks.mark(id, 'chat', 1);
    expect(await isUntold(id)).toBe(true);
    await marks.mark(id, 'sns', 1);
    expect(await isUntold(id)).toBe(false);
  });

  it('leaves it there while a later generation waits', async () => {
    const id = 'later-1h-a' as IncidentId;
    await untoldIncident(id, 2);
    await marks.mark(id, 'sns', 1);
    expect([await isUntold(id), await marks.toldTo(id, 'sns')]).toEqual([true, 1]);
  });

  it('never goes back', async () => {
    const id = 'back-1h-a' as IncidentId;
    await untoldIncident(id, 3);
    await marks.mark(id, 'chat', 3);
    await marks.mark(id, 'chat', 1);
    expect(await marks.toldTo(id, 'chat')).toBe(3);
  });

  it('marks nothing where the incident is gone', async () => {
    const id = 'gone-1h-a' as IncidentId;
    await marks.mark(id, 'chat', 1);
    expect(await marks.toldTo(id, 'chat')).toBe(0);
  });
});
