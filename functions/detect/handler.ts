/** The function behind the subscription filters: makes the clients, hands payloads to Detect. */
import { SNSClient } from '@aws-sdk/client-sns';
import { SnsAlertTopic } from '../../shared/aws/alert-topic.ts';
import { Detect } from './detect.ts';

const topicArn = process.env['TOPIC_ARN'];
if (topicArn === undefined || topicArn === '') throw new Error('TOPIC_ARN must name the topic for alerts');

const detect = new Detect({
  topic: new SnsAlertTopic(new SNSClient({}), topicArn),
  // Not console.log, which the runtime gives a prefix: the line would not be a metric any more.
  log: (line) => void process.stdout.write(`${line}\n`),
  now: Date.now,
});

/** Called by CloudWatch Logs with one payload of a subscription. */
export async function handler(event: unknown): Promise<void> {
  await detect.handle(event);
}
