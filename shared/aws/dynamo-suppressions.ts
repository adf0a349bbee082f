/** Suppressions in the table: few, all under one key. */
import { QueryCommand, UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import type { SuppressionStore } from '../incident/incident-store.ts';
import { type Suppression, SuppressionShape } from '../incident/suppression.ts';
import { expiry, type Item, text } from './item.ts';
import type { Table } from './table.ts';

const KEY = 'suppressions';

function suppressionOf(item: Item): Suppression | null {
  try {
    const parsed = SuppressionShape.safeParse(JSON.parse(item['suppression']?.S ?? ''));
    return parsed.success ? parsed.data : null;
  } catch {
    return null;
  }
}

/** Suppressions as items that expire by themselves. */
export class DynamoSuppressions implements SuppressionStore {
  private readonly table: Table;

  constructor(table: Table) {
    this.table = table;
  }

  async list(): Promise<readonly Suppression[]> {
    const { client, name, now } = this.table;
    const found: Suppression[] = [];
    let start: Item | undefined;
    do {
      const page = await client.send(
        new QueryCommand({
          TableName: name,
          KeyConditionExpression: 'pk = :pk',
          ExpressionAttributeValues: { ':pk': text(KEY) },
          ConsistentRead: true,
          ...(start === undefined ? {} : { ExclusiveStartKey: start }),
        }),
      );
      for (const item of page.Items ?? []) {
        const suppression = suppressionOf(item);
        if (suppression !== null && suppression.until > now()) found.push(suppression);
      }
      start = page.LastEvaluatedKey;
    } while (start !== undefined);
    return found;
  }

  /** Adds one, or replaces the one of the same id. */
  async put(suppression: Suppression): Promise<void> {
    const { client, name, now } = this.table;
    await client.send(
      // As every other write of the table, so that a function needs no other right.
      new UpdateItemCommand({
        TableName: name,
        Key: { pk: text(KEY), sk: text(suppression.id) },
        UpdateExpression: 'SET suppression = :suppression, expires = :expires',
        ExpressionAttributeValues: {
          ':suppression': text(JSON.stringify(suppression)),
          ':expires': expiry(now(), suppression.until - now()),
        },
      }),
    );
  }
}
