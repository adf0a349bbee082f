/** Requests that were taken: each once, whoever sends it again. */
import { UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import { expiry, isRefused, text } from './item.ts';
import type { Table } from './table.ts';

/** Remembers requests. */
export interface SeenRequests {
  /**
   * @param id - of the request, such as its signature
   * @returns false where it was there before
   */
  isFirst(id: string): Promise<boolean>;
}

/** Requests in the table, for as long as they could be sent again. */
export class DynamoSeenRequests implements SeenRequests {
  private readonly table: Table;
  private readonly keptFor: number;

  /** @param keptFor - milliseconds */
  constructor(table: Table, keptFor: number) {
    this.table = table;
    this.keptFor = keptFor;
  }

  async isFirst(id: string): Promise<boolean> {
    const { client, name, now } = this.table;
    try {
      await client.send(
        new UpdateItemCommand({
          TableName: name,
          Key: { pk: text(`request#${id}`), sk: text('seen') },
          UpdateExpression: 'SET expires = :expires',
          // An item that has expired and was not removed yet is of a request that would be too old by itself.
          ConditionExpression: 'attribute_not_exists(pk)',
          ExpressionAttributeValues: { ':expires': expiry(now(), this.keptFor) },
        }),
      );
      return true;
    } catch (error) {
      if (isRefused(error)) return false;
      throw error;
    }
  }
}
