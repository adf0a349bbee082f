/** The topic that chats are connected to: a port that tests can stand in for, and SNS behind it. */
import { PublishCommand, type SNSClient } from '@aws-sdk/client-sns';
import type { ChatNotification } from '../alert/chat-notification.ts';
import { plainJson } from '../telemetry/plain-json.ts';

/** Takes notifications for everyone who subscribed. */
export interface ChatTopic {
  /** @throws Error where it was not accepted */
  notify(notification: ChatNotification): Promise<void>;
}

/** An SNS topic. */
export class SnsChatTopic implements ChatTopic {
  private readonly client: Pick<SNSClient, 'send'>;
  private readonly topicArn: string;

  constructor(client: Pick<SNSClient, 'send'>, topicArn: string) {
    this.client = client;
    this.topicArn = topicArn;
  }

  async notify(notification: ChatNotification): Promise<void> {
    await this.client.send(new PublishCommand({ TopicArn: this.topicArn, Message: plainJson(notification) }));
  }
}
