/** A queue that is subscribed to the alerts, as a user's would be, and what comes out of it. */
import { SubscribeCommand } from '@aws-sdk/client-sns';
import {
  CreateQueueCommand,
  DeleteMessageBatchCommand,
  GetQueueAttributesCommand,
  ReceiveMessageCommand,
} from '@aws-sdk/client-sqs';
import { type Alert, alertOf } from './alert.ts';
import type { Services } from './services.ts';

/** A subscriber. */
export class AlertQueue {
  private readonly services: Services;
  private readonly url: string;

  private constructor(services: Services, url: string) {
    this.services = services;
    this.url = url;
  }

  static async subscribedTo(topicArn: string, services: Services): Promise<AlertQueue> {
    const { sqs, sns } = services;
    const { QueueUrl = '' } = await sqs.send(new CreateQueueCommand({ QueueName: 'ldwatch-e2e-alerts' }));
    const { Attributes } = await sqs.send(
      new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['QueueArn'] }),
    );
    const Endpoint = Attributes?.['QueueArn'];
    await sns.send(new SubscribeCommand({ TopicArn: topicArn, Protocol: 'sqs', Endpoint }));
    return new AlertQueue(services, QueueUrl);
  }

  /**
   * Takes all that is there.
   *
   * @throws ZodError where one is not as documented
   */
  async drain(): Promise<Alert[]> {
    const alerts: Alert[] = [];
    for (;;) {
      const { Messages = [] } = await this.services.sqs.send(
        new ReceiveMessageCommand({ QueueUrl: this.url, MaxNumberOfMessages: 10 }),
      );
      if (Messages.length === 0) return alerts;
      alerts.push(...Messages.map(({ Body = '' }) => alertOf(Body)));
      const Entries = Messages.map(({ ReceiptHandle }, index) => ({ Id: `m${index}`, ReceiptHandle }));
      await this.services.sqs.send(new DeleteMessageBatchCommand({ QueueUrl: this.url, Entries }));
    }
  }
}
