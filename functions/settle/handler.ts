/** The function behind the delay queue: makes the clients, hands on requests. */
import { CloudWatchLogsClient } from '@aws-sdk/client-cloudwatch-logs';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { CLIENT_SETTINGS } from '../../shared/aws/client-settings.ts';
import { DynamoCutEvents } from '../../shared/aws/dynamo-cut-events.ts';
import { DynamoHostFacts } from '../../shared/aws/dynamo-host-facts.ts';
import { dynamoRecorder } from '../../shared/aws/dynamo-recorder.ts';
import { namesVariable, variable } from '../../shared/aws/environment.ts';
import { writeLine } from '../../shared/aws/function-log.ts';
import { CloudWatchHostLog } from '../../shared/aws/host-log.ts';
import { CloudWatchLogStreams } from '../../shared/aws/log-streams.ts';
import { type BatchAnswer, failuresOf, messagesOf } from '../../shared/telemetry/sqs-batch.ts';
import { answerMessages } from './answer-messages.ts';
import { Settle } from './settle.ts';

const table = { client: new DynamoDBClient(CLIENT_SETTINGS), name: variable('TABLE_NAME'), now: Date.now };
const logs = new CloudWatchLogsClient(CLIENT_SETTINGS);
const settle = new Settle({
  recorder: dynamoRecorder(table),
  cuts: new DynamoCutEvents(table),
  facts: new DynamoHostFacts(table),
  hostLog: new CloudWatchHostLog(logs),
  streams: new CloudWatchLogStreams(logs, namesVariable('LOG_GROUPS')),
  log: writeLine,
  now: Date.now,
});

/** Milliseconds that keeping the answers of a batch may take: with less left, no more questions are begun. */
const TO_KEEP = 12_000;

/** Called with a batch of the queue; Lambda says how much time is left. */
export async function handler(
  event: unknown,
  context: { readonly getRemainingTimeInMillis: () => number },
): Promise<BatchAnswer> {
  const hasTime = () => context.getRemainingTimeInMillis() > TO_KEEP;
  return failuresOf(await answerMessages(settle, messagesOf(event), writeLine, hasTime));
}
