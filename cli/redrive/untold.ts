/** Incidents that were to be told and were not: the table itself says which, whatever became of its stream. */
import { type DynamoDBClient, paginateQuery, UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import { UNTOLD } from '../../shared/aws/dynamo-incidents.ts';
import { isRefused, number, text } from '../../shared/aws/item.ts';
import { UNTOLD_INDEX } from '../../shared/aws/table.ts';

/**
 * Touches every incident whose latest generation has no mark, so that the stream brings it again. One that is told in
 * the same moment is left alone.
 *
 * @param now - milliseconds since 1970
 * @returns how many were touched
 */
export async function tellUntold(client: DynamoDBClient, table: string, now: number): Promise<number> {
  let touched = 0;
  const pages = paginateQuery(
    { client },
    {
      TableName: table,
      IndexName: UNTOLD_INDEX,
      KeyConditionExpression: 'untold = :yes',
      ExpressionAttributeValues: { ':yes': text(UNTOLD) },
    },
  );
  for await (const { Items = [] } of pages) {
    for (const { pk, sk } of Items) {
      if (pk === undefined || sk === undefined) continue;
      try {
        await client.send(
          new UpdateItemCommand({
            TableName: table,
            Key: { pk, sk },
            UpdateExpression: 'SET redrivenAt = :now',
            ConditionExpression: 'untold = :yes',
            ExpressionAttributeValues: { ':now': number(now), ':yes': text(UNTOLD) },
          }),
        );
        touched++;
      } catch (error) {
        if (!isRefused(error)) throw error;
      }
    }
  }
  return touched;
}
