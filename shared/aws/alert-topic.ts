/** Where alerts go: a topic, as a port that tests can stand in for, and SNS behind it. */
import { PublishCommand, type SNSClient } from '@aws-sdk/client-sns';
import type { TopicMessage } from '../alert/topic-message.ts';
import { plainJson } from '../telemetry/plain-json.ts';

/** Takes alerts for everyone who subscribed. */
export interface AlertTopic {
  /** @throws Error where it was not accepted */
  publish(message: TopicMessage): Promise<void>;
}

/** An SNS topic. */
export class SnsAlertTopic implements AlertTopic {
  private readonly client: Pick<SNSClient, 'send'>;
  private readonly topicArn: string;

  constructor(client: Pick<SNSClient, 'send'>, topicArn: string) {
    this.client = client;
    this.topicArn = topicArn;
  }

  async publish({ subject, body, email, attributes }: TopicMessage): Promise<void> {
    await this.client.send(
      new PublishCommand({
        TopicArn: this.topicArn,
        Subject: subject,
        // One text for e-mail and one for everything else (SNS: "Publish", MessageStructure).
        MessageStructure: 'json',
        Message: plainJson({ default: body, email }),
        MessageAttributes: Object.fromEntries(
          Object.entries(attributes).map(([name, text]) => [name, { DataType: 'String', StringValue: text }]),
        ),
      }),
    );
  }
}
