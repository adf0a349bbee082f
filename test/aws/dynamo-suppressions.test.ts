import { PutItemCommand } from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type LocalTable, startLocalTable } from '../../cli/demo/local-table.ts';
import { DynamoSuppressions } from '../../shared/aws/dynamo-suppressions.ts';
import type { Suppression } from '../../shared/incident/suppression.ts';
import { emptyTable, itemsOf } from '../faults/table-contents.ts';
import { DAY, T0 } from '../incident/findings.ts';

let local: LocalTable;
let now = T0;
let suppressions: DynamoSuppressions;

beforeAll(async () => {
  local = await startLocalTable(() => now);
  suppressions = new DynamoSuppressions(local.table);
});
beforeEach(async () => {
  now = T0;
  await emptyTable(local);
});
afterAll(() => local.stop());

const ONE: Suppression = {
  id: 's-1',
  match: { program: '/opt/app/*', uid: 0 },
  severityAtMost: 'high',
  author: 'ann',
  reason: 'known',
  until: T0 + DAY + 0.5,
};

async function putRaw(sk: string, suppression: string): Promise<void> {
  const Item = { pk: { S: 'suppressions' }, sk: { S: sk }, suppression: { S: suppression } };
  await local.client.send(new PutItemCommand({ TableName: local.table.name, Item }));
}

describe('a suppression in the table', () => {
  it('is read as it was written', async () => {
    await suppressions.put(ONE);
    expect(await suppressions.list()).toEqual([ONE]);
  });

  it('is replaced by one of the same id, and stands beside others', async () => {
    const [other, later] = [
      { ...ONE, id: 's-2' },
      { ...ONE, until: T0 + 2 * DAY },
    ];
    for (const suppression of [ONE, other, later]) await suppressions.put(suppression);
    expect(await suppressions.list()).toEqual([later, other]);
  });

  it('is left out once it has ended, removed or not', async () => {
    await suppressions.put(ONE);
    now = ONE.until;
    expect(await suppressions.list()).toEqual([]);
    expect(await itemsOf(local)).toMatchObject([{ expires: { N: String((T0 + DAY) / 1000 + 1) } }]);
  });

  it.each([
    ['no JSON', '{'],
    ['something else', '{"id":"s-1"}'],
    ['one that names nothing', JSON.stringify({ ...ONE, match: {} })],
    ['one of a later version', JSON.stringify({ ...ONE, mode: 'quiet' })],
  ])('that is %s suppresses nothing, and does not keep others from it', async (_name, json) => {
    await putRaw('a', json);
    await suppressions.put(ONE);
    expect(await suppressions.list()).toEqual([ONE]);
  });

  it('is found behind a megabyte of others', async () => {
    const reason = 'x'.repeat(1024);
    for (let index = 0; index < 30; index++)
      await putRaw(
        `r${String(index).padStart(2, '0')}`,
        JSON.stringify({ ...ONE, reason: reason.repeat(40) }),
      );
    await suppressions.put({ ...ONE, id: 'z' });
    expect(await suppressions.list()).toEqual([{ ...ONE, id: 'z' }]);
  });
});
