/** The function behind subscription filters, the Kinesis stream and the inbox: makes the clients, hands on deliveries. */
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { SQSClient } from '@aws-sdk/client-sqs';
import { CLIENT_SETTINGS } from '../../shared/aws/client-settings.ts';
import { DynamoCutEvents } from '../../shared/aws/dynamo-cut-events.ts';
import { DynamoHostFacts } from '../../shared/aws/dynamo-host-facts.ts';
import { dynamoRecorder } from '../../shared/aws/dynamo-recorder.ts';
import { variable } from '../../shared/aws/environment.ts';
import { writeLine } from '../../shared/aws/function-log.ts';
import { SqsSettleQueue } from '../../shared/aws/settle-queue.ts';
import { deliveriesOf } from '../../shared/telemetry/delivery.ts';
import { type BatchAnswer, failuresOf } from '../../shared/telemetry/sqs-batch.ts';
import { Detect } from './detect.ts';

const table = { client: new DynamoDBClient(CLIENT_SETTINGS), name: variable('TABLE_NAME'), now: Date.now };
const detect = new Detect({
  recorder: dynamoRecorder(table),
  cuts: new DynamoCutEvents(table),
  facts: new DynamoHostFacts(table),
  settle: new SqsSettleQueue(new SQSClient(CLIENT_SETTINGS), variable('SETTLE_QUEUE_URL')),
  region: variable('AWS_REGION'),
  log: writeLine,
  now: Date.now,
});

/** Called with one payload of a subscription, or with a batch of Kinesis or SQS. */
export async function handler(event: unknown): Promise<BatchAnswer> {
  const failed: string[] = [];
  for (const { batchId, delivery } of deliveriesOf(event)) {
    try {
      await detect.handle(delivery);
    } catch (error) {
      // Alone it fails as a whole, and is delivered again or kept as a whole.
      if (batchId === null) throw error;
      writeLine(JSON.stringify({ failed: batchId, error: String(error) }));
      failed.push(batchId);
    }
  }
  return failuresOf(failed);
}
