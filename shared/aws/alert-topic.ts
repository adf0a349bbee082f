/** Where alerts go: a topic, as a port that tests can stand in for, and SNS behind it. */
import { PublishBatchCommand, type SNSClient } from '@aws-sdk/client-sns';
import type { AlertMessage } from '../alert/finding-message.ts';

/** As many messages as one call to SNS takes. */
export const MOST_IN_BATCH = 10;

/** Takes alerts for everyone who subscribed. */
export interface AlertTopic {
  /**
   * Publishes up to MOST_IN_BATCH alerts.
   *
   * @throws Error where not all were accepted; some may have been
   */
  publish(alerts: readonly AlertMessage[]): Promise<void>;
}

function attributesOf({ attributes }: AlertMessage) {
  return Object.fromEntries(
    Object.entries(attributes).map(([name, text]) => [name, { DataType: 'String', StringValue: text }]),
  );
}

/** An SNS topic. */
export class SnsAlertTopic implements AlertTopic {
  private readonly client: Pick<SNSClient, 'send'>;
  private readonly topicArn: string;

  constructor(client: Pick<SNSClient, 'send'>, topicArn: string) {
    this.client = client;
    this.topicArn = topicArn;
  }

  async publish(alerts: readonly AlertMessage[]): Promise<void> {
    const { Failed = [] } = await this.client.send(
      new PublishBatchCommand({
        TopicArn: this.topicArn,
        PublishBatchRequestEntries: alerts.map((alert, index) => ({
          Id: String(index),
          Subject: alert.subject,
          Message: alert.body,
          MessageAttributes: attributesOf(alert),
        })),
      }),
    );
    // A call that "succeeds" names those it refused in its answer.
    const [first] = Failed;
    if (first === undefined) return;
    const why = `${first.Code ?? 'unknown'}: ${first.Message ?? 'no reason given'}`;
    throw new Error(`SNS refused ${Failed.length} of ${alerts.length} alerts, the first with ${why}`);
  }
}
