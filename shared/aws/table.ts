/** The one table: what every store needs to reach it. */
import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';

/** A client, the table's name and the clock (milliseconds since 1970), by which items expire. */
export interface Table {
  readonly client: Pick<DynamoDBClient, 'send'>;
  readonly name: string;
  readonly now: () => number;
}

/** Name of the sparse index of incidents whose latest generation nobody was told. */
export const UNTOLD_INDEX = 'untold';
