/** The function that tells chats: makes the clients, hands on alerts of its queue. */

import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { SNSClient } from '@aws-sdk/client-sns';
import { deliverAlerts } from '../../shared/aws/alert-queue.ts';
import { SnsChatTopic } from '../../shared/aws/chat-topic.ts';
import { CLIENT_SETTINGS } from '../../shared/aws/client-settings.ts';
import { variable } from '../../shared/aws/environment.ts';
import { writeLine } from '../../shared/aws/function-log.ts';
import { partitionOf } from '../../shared/aws/partition.ts';
import { DynamoToldMarks } from '../../shared/aws/told-marks.ts';
import type { BatchAnswer } from '../../shared/telemetry/sqs-batch.ts';
import { notifyChat } from './notify-chat.ts';

const topicArn = variable('CHAT_TOPIC_ARN');
const output = notifyChat({
  topic: new SnsChatTopic(new SNSClient(CLIENT_SETTINGS), topicArn),
  marks: new DynamoToldMarks({
    client: new DynamoDBClient(CLIENT_SETTINGS),
    name: variable('TABLE_NAME'),
    now: Date.now,
  }),
  partition: partitionOf(topicArn),
});

/** Called with a batch of the queue. */
export async function handler(event: unknown): Promise<BatchAnswer> {
  return deliverAlerts(event, { output, log: writeLine, now: Date.now });
}
