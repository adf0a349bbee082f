import { QueryCommand, UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type LocalTable, startLocalTable } from '../../cli/demo/local-table.ts';
import { DynamoIncidents, UNTOLD } from '../../shared/aws/dynamo-incidents.ts';
import { incidentKey } from '../../shared/aws/incident-item.ts';
import { type Item, ItemError } from '../../shared/aws/item.ts';
import { UNTOLD_INDEX } from '../../shared/aws/table.ts';
import type { IncidentId } from '../../shared/incident/incident.ts';
import { type IncidentRecord, mergeFindings } from '../../shared/incident/merge.ts';
import { itemsOf } from '../faults/table-contents.ts';
import { batchOf, DAY, type FoundParts, found, SILENCED, T0 } from '../incident/findings.ts';

let local: LocalTable;
let incidents: DynamoIncidents;

beforeAll(async () => {
  local = await startLocalTable(() => T0);
  incidents = new DynamoIncidents(local.table, 400 * DAY);
});
afterAll(() => local.stop());

let programs = 0;

/** Of a behaviour that no other test has. */
function newRecord(parts: FoundParts = {}, suppressedBy: typeof SILENCED | null = null): IncidentRecord {
  const path = `/tmp/${'x'.repeat(++programs)}`;
  const record = mergeFindings(
    null,
    batchOf([found({ program: { given: path, path }, ...parts })], suppressedBy),
  );
  if (record === null) throw new Error('nothing was recorded');
  return record;
}

function grown(record: IncidentRecord, parts: FoundParts = {}): IncidentRecord {
  const next = mergeFindings(
    record,
    batchOf([found({ program: record.incident.gravest.program, ...parts })]),
  );
  if (next === null) throw new Error('nothing was new');
  return next;
}

async function itemOf(id: IncidentId): Promise<Item | undefined> {
  return (await itemsOf(local)).find(({ pk }) => pk?.S === incidentKey(id).pk.S);
}

/** Writes over an attribute, as another version might. */
async function setText(id: IncidentId, attribute: string, value: string): Promise<void> {
  await local.client.send(
    new UpdateItemCommand({
      TableName: local.table.name,
      Key: incidentKey(id),
      UpdateExpression: 'SET #attribute = :value',
      ExpressionAttributeNames: { '#attribute': attribute },
      ExpressionAttributeValues: { ':value': { S: value } },
    }),
  );
}

async function untoldKeys(): Promise<(string | undefined)[]> {
  const { Items = [] } = await local.client.send(
    new QueryCommand({
      TableName: local.table.name,
      IndexName: UNTOLD_INDEX,
      KeyConditionExpression: 'untold = :yes',
      ExpressionAttributeValues: { ':yes': { S: UNTOLD } },
    }),
  );
  return Items.map(({ pk }) => pk?.S);
}

describe('an incident in the table', () => {
  it('is read as it was written', async () => {
    const record = newRecord({ program: { given: '/tmp/\udc80"\n', path: '/tmp/\udc80"\n' } });
    expect(await incidents.save(record, 0, true)).toBe(true);
    const { record: read, version } = (await incidents.load(record.incident.id)) ?? {};
    expect(version).toBe(1);
    expect(read?.incident).toEqual(record.incident);
    expect(read?.told).toEqual(record.told);
    expect(Buffer.from(read?.counted ?? [])).toEqual(Buffer.from(record.counted));
    expect(Buffer.from(read?.hostHashes ?? [])).toEqual(Buffer.from(record.hostHashes));
  });

  it('goes on where another version left it, suppressed or not', async () => {
    for (const suppressedBy of [null, SILENCED]) {
      const record = newRecord({}, suppressedBy);
      await incidents.save(record, 0, false);
      const read = await incidents.load(record.incident.id);
      expect(read?.record.told).toEqual(
        suppressedBy === null ? { severity: 'high', count: 1, hostCount: 1, reportCount: 0 } : null,
      );
      expect(read && grown(read.record).incident.count).toBe(2);
    }
  });

  it('is not there before it was written', async () => {
    expect(await incidents.load(newRecord().incident.id)).toBeNull();
  });

  it('can be searched by what it is about, and expires after its retention', async () => {
    const record = newRecord();
    await incidents.save(record, 0, true);
    expect(await itemOf(record.incident.id)).toMatchObject({
      severity: { S: 'high' },
      kind: { S: 'execute' },
      account: { S: '111122223333' },
      environment: { S: 'production' },
      first: { S: '2027-01-15T08:00:00.000Z' },
      count: { N: '1' },
      expires: { N: String((T0 + 400 * DAY) / 1000) },
    });
  });

  it.each([
    ['no JSON', 'incident', '{'],
    ['half an incident', 'incident', '{"id":"x","fingerprint":"y","generation":1,"count":1}'],
    ['told in words that there are not', 'told', '{"severity":"all","count":1,"hostCount":1}'],
    ['no number of its version', 'version', 'one'],
  ])('is refused where it holds %s', async (_name, attribute, value) => {
    const record = newRecord();
    const { id } = record.incident;
    await incidents.save(record, 0, true);
    await setText(id, attribute, value);
    await expect(incidents.load(id)).rejects.toThrow(ItemError);
  });
});

describe('of two writers', () => {
  it('the second is refused, and nothing of it is written', async () => {
    const record = newRecord();
    const other = { ...record, incident: { ...record.incident, count: 99 } };
    expect(await incidents.save(record, 0, true)).toBe(true);
    expect(await incidents.save(other, 0, true)).toBe(false);
    expect((await incidents.load(record.incident.id))?.record.incident.count).toBe(1);
  });

  it('both get through one after the other', async () => {
    const record = newRecord();
    await incidents.save(record, 0, true);
    expect(await incidents.save(grown(record), 1, false)).toBe(true);
    expect(await incidents.save(grown(record), 1, false)).toBe(false);
    expect(await incidents.load(record.incident.id)).toMatchObject({ version: 2 });
  });

  it('none can write again what was deleted meanwhile', async () => {
    expect(await incidents.save(newRecord(), 7, true)).toBe(false);
  });
});

describe('where one item is written more often than its partition takes', () => {
  it.each(['ProvisionedThroughputExceededException', 'ThrottlingException'])(
    'a writer counts as one that came second: %s',
    async (name) => {
      const send = async () => Promise.reject(Object.assign(new Error('slow down'), { name }));
      const throttled = new DynamoIncidents({ ...local.table, client: { send } }, DAY);
      expect(await throttled.save(newRecord(), 0, true)).toBe(false);
    },
  );
});

describe('the index of the untold', () => {
  it('holds an incident from where its generation rises, whatever else is written', async () => {
    const record = newRecord();
    const key = incidentKey(record.incident.id).pk.S;
    await incidents.save(record, 0, true);
    expect(await untoldKeys()).toContain(key);
    await incidents.save(grown(record), 1, false);
    expect(await untoldKeys()).toContain(key);
  });

  it('does not hold one that is suppressed', async () => {
    const record = newRecord({}, SILENCED);
    await incidents.save(record, 0, false);
    expect(await untoldKeys()).not.toContain(incidentKey(record.incident.id).pk.S);
  });
});
