/** `ldwatch suppress`: a behaviour that is known need not be told, until a day and for a reason. */
import { randomUUID } from 'node:crypto';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoSuppressions } from '../../shared/aws/dynamo-suppressions.ts';
import { outputOf, outputsOfStack } from '../account/stack.ts';
import { parseSuppressOptions } from './options.ts';

/**
 * @returns the exit status
 * @throws UsageError, AccountError, or what AWS throws
 */
export async function suppressCommand(args: readonly string[]): Promise<number> {
  const { stack, suppression } = parseSuppressOptions(args, Date.now(), randomUUID());
  const name = outputOf(await outputsOfStack(stack), 'TableName');
  await new DynamoSuppressions({ client: new DynamoDBClient({}), name, now: Date.now }).put(suppression);
  const until = new Date(suppression.until).toISOString();
  process.stdout.write(`suppression ${suppression.id}: recorded and counted, not told until ${until}\n`);
  return 0;
}
