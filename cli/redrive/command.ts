/** `ldwatch redrive`: what failed for good is tried again. */
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { KinesisClient } from '@aws-sdk/client-kinesis';
import { SQSClient } from '@aws-sdk/client-sqs';
import { parseOptions, STACK_OPTION } from '../account/options.ts';
import { outputOf, outputsOfStack } from '../account/stack.ts';
import { redrive } from './dead-letters.ts';
import { redriveRoutes } from './routes.ts';
import { tellUntold } from './untold.ts';

/** Exit status where letters could not be tried again. */
const LEFT_SOME = 2;

/**
 * @returns the exit status
 * @throws UsageError, AccountError, or what AWS throws
 */
export async function redriveCommand(args: readonly string[]): Promise<number> {
  const { stack } = parseOptions(args, STACK_OPTION);
  const outputs = await outputsOfStack(stack);
  const started = Date.now();
  const untold = await tellUntold(new DynamoDBClient({}), outputOf(outputs, 'TableName'), started);
  process.stdout.write(`${untold} incidents that were not told are told again\n`);
  let leftSome = false;
  const sqs = new SQSClient({ useQueueUrlAsEndpoint: false });
  for (const { output, target, replay } of redriveRoutes(new KinesisClient({}))) {
    const from = outputs.get(output);
    if (from === undefined) continue;
    const to = target === null ? null : outputOf(outputs, target);
    const { moved, left } = await redrive(sqs, from, to, started, replay);
    const name = output.replace('QueueUrl', '');
    process.stdout.write(`${moved} from ${name}\n`);
    for (const why of left) process.stderr.write(`ldwatch: left in ${name}: ${why}\n`);
    leftSome ||= left.length > 0;
  }
  return leftSome ? LEFT_SOME : 0;
}
