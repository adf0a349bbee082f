/** `ldwatch redrive`: what failed for good is tried again. */
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { KinesisClient } from '@aws-sdk/client-kinesis';
import { SQSClient } from '@aws-sdk/client-sqs';
import { parseOptions, STACK_OPTION } from '../account/options.ts';
import { outputOf, outputsOfStack } from '../account/stack.ts';
import { type Replay, redrive, UNCHANGED } from './dead-letters.ts';
import { callsOfBatch } from './kinesis-batch.ts';
import { tellUntold } from './untold.ts';

/** What becomes of the letters of each dead-letter queue; `target` null: they only tell where something lay. */
interface Route {
  readonly output: string;
  readonly target: 'InboxQueueUrl' | 'SettleQueueUrl' | 'SlackQueueUrl' | null;
  readonly replay: Replay;
}

function routes(kinesis: KinesisClient): Route[] {
  return [
    { output: 'DetectFailedQueueUrl', target: 'InboxQueueUrl', replay: UNCHANGED },
    { output: 'InboxFailedQueueUrl', target: 'InboxQueueUrl', replay: UNCHANGED },
    { output: 'GuardDutyFailedQueueUrl', target: 'InboxQueueUrl', replay: UNCHANGED },
    {
      output: 'KinesisFailedQueueUrl',
      target: 'InboxQueueUrl',
      replay: (body) => callsOfBatch(kinesis, body),
    },
    { output: 'SettleFailedQueueUrl', target: 'SettleQueueUrl', replay: UNCHANGED },
    { output: 'SlackFailedQueueUrl', target: 'SlackQueueUrl', replay: UNCHANGED },
    // Its letters hold places in the table's stream. The table knows better what was not told.
    { output: 'PublishFailedQueueUrl', target: null, replay: async () => [] },
  ];
}

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
  const sqs = new SQSClient({ useQueueUrlAsEndpoint: false });
  for (const { output, target, replay } of routes(new KinesisClient({}))) {
    const from = outputs.get(output);
    if (from === undefined) continue;
    const to = target === null ? null : outputOf(outputs, target);
    const moved = await redrive(sqs, from, to, started, replay);
    process.stdout.write(`${moved} from ${output.replace('QueueUrl', '')}\n`);
  }
  return 0;
}
