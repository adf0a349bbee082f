/** The ledger of containments (response/budget) as one item of the table, which is never cached and never expires. */
import { type AttributeValue, GetItemCommand, UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import * as z from 'zod/mini';
import type { LedgerStore } from '../response/budget/budget.ts';
import { EMPTY_LEDGER, type Ledger } from '../response/budget/ledger.ts';
import { ItemError, isRefused, isThrottled, number, numberOf, stringOf, text } from './item.ts';
import type { Table } from './table.ts';

const LedgerShape = z.object({
  held: z.array(z.object({ instanceId: z.string(), incident: z.string(), decision: z.string() })),
  begun: z.array(z.object({ decision: z.string(), at: z.number() })),
});

function ledgerOf(json: string): Ledger {
  try {
    const value: unknown = JSON.parse(json);
    LedgerShape.parse(value);
    // The shape without its brands, which only our own code makes.
    return value as Ledger;
  } catch {
    // Nothing is contained by guess.
    throw new ItemError(
      "the ledger of containments in the table can't be read: nothing is contained until it is repaired",
    );
  }
}

/** The ledger of one account and region. */
export class DynamoLedger implements LedgerStore {
  private readonly table: Table;
  private readonly key: Record<string, AttributeValue>;

  constructor(table: Table, here: { readonly account: string; readonly region: string }) {
    this.table = table;
    this.key = { pk: text(`containment#${here.account}#${here.region}`), sk: text('ledger') };
  }

  async load(): Promise<{ ledger: Ledger; version: number }> {
    const { Item } = await this.table.client.send(
      new GetItemCommand({ TableName: this.table.name, Key: this.key, ConsistentRead: true }),
    );
    if (Item === undefined) return { ledger: EMPTY_LEDGER, version: 0 };
    return { ledger: ledgerOf(stringOf(Item, 'ledger')), version: numberOf(Item, 'version') };
  }

  async save(ledger: Ledger, version: number): Promise<boolean> {
    try {
      await this.table.client.send(
        new UpdateItemCommand({
          TableName: this.table.name,
          Key: this.key,
          UpdateExpression: 'SET ledger = :ledger, version = :next',
          ConditionExpression: version === 0 ? 'attribute_not_exists(version)' : 'version = :version',
          ExpressionAttributeValues: {
            ':ledger': text(JSON.stringify(ledger)),
            ':next': number(version + 1),
            ...(version === 0 ? {} : { ':version': number(version) }),
          },
        }),
      );
      return true;
    } catch (error) {
      if (isRefused(error) || isThrottled(error)) return false;
      throw error;
    }
  }
}
