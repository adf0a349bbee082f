/** The function behind the table's stream: makes the clients, hands on changes. */
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { SNSClient } from '@aws-sdk/client-sns';
import { SnsAlertTopic } from '../../shared/aws/alert-topic.ts';
import { CLIENT_SETTINGS } from '../../shared/aws/client-settings.ts';
import { variable } from '../../shared/aws/environment.ts';
import { writeLine } from '../../shared/aws/function-log.ts';
import { DynamoToldMarks } from '../../shared/aws/told-marks.ts';
import type { BatchAnswer } from '../../shared/telemetry/sqs-batch.ts';
import { Publish } from './publish.ts';

const publish = new Publish({
  topic: new SnsAlertTopic(new SNSClient(CLIENT_SETTINGS), variable('TOPIC_ARN')),
  marks: new DynamoToldMarks({
    client: new DynamoDBClient(CLIENT_SETTINGS),
    name: variable('TABLE_NAME'),
    now: Date.now,
  }),
  log: writeLine,
  now: Date.now,
});

/** Called with a batch of the stream. */
export async function handler(event: unknown): Promise<BatchAnswer> {
  return publish.handle(event);
}
