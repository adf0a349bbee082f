/** What lies in a local table. */
import { BatchWriteItemCommand, paginateScan } from '@aws-sdk/client-dynamodb';
import type { LocalTable } from '../../cli/demo/local-table.ts';
import { incidentOf } from '../../shared/aws/incident-item.ts';
import type { Item } from '../../shared/aws/item.ts';
import type { Incident } from '../../shared/incident/incident.ts';

/** Of one call (DynamoDB: "BatchWriteItem"). */
const MOST_WRITES = 25;

/** Every item. */
export async function itemsOf({ client, table }: LocalTable): Promise<Item[]> {
  const items: Item[] = [];
  for await (const page of paginateScan({ client }, { TableName: table.name, ConsistentRead: true }))
    items.push(...(page.Items ?? []));
  return items;
}

/** Every incident. */
export async function incidentsOf(local: LocalTable): Promise<Incident[]> {
  const items = await itemsOf(local);
  return items.filter(({ pk }) => pk?.S?.startsWith('incident#')).map(incidentOf);
}

/** Removes everything. */
export async function emptyTable(local: LocalTable): Promise<void> {
  const keys = (await itemsOf(local)).flatMap(({ pk, sk }) => (pk && sk ? [{ pk, sk }] : []));
  for (let from = 0; from < keys.length; from += MOST_WRITES) {
    const deletes = keys.slice(from, from + MOST_WRITES).map((Key) => ({ DeleteRequest: { Key } }));
    await local.client.send(new BatchWriteItemCommand({ RequestItems: { [local.table.name]: deletes } }));
  }
}
