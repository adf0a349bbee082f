/** A queue of the test's own, and what comes into it. */
import { SubscribeCommand } from '@aws-sdk/client-sns';
import {
  CreateQueueCommand,
  DeleteMessageBatchCommand,
  GetQueueAttributesCommand,
  ReceiveMessageCommand,
} from '@aws-sdk/client-sqs';
import type { Services } from './services.ts';

/** The queue. */
export class MessageQueue {
  readonly arn: string;
  private readonly services: Services;
  private readonly url: string;

  private constructor(services: Services, url: string, arn: string) {
    this.services = services;
    this.url = url;
    this.arn = arn;
  }

  /** @throws Error where the service does not say what it made */
  static async create(name: string, services: Services): Promise<MessageQueue> {
    const { sqs } = services;
    const { QueueUrl = '' } = await sqs.send(new CreateQueueCommand({ QueueName: name }));
    const { Attributes } = await sqs.send(
      new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['QueueArn'] }),
    );
    const arn = Attributes?.['QueueArn'];
    if (arn === undefined) throw new Error(`the queue ${name} has no ARN`);
    return new MessageQueue(services, QueueUrl, arn);
  }

  /** One that is subscribed to a topic, as a user's would be. */
  static async subscribedTo(topicArn: string, name: string, services: Services): Promise<MessageQueue> {
    const queue = await MessageQueue.create(name, services);
    await services.sns.send(
      new SubscribeCommand({ TopicArn: topicArn, Protocol: 'sqs', Endpoint: queue.arn }),
    );
    return queue;
  }

  /** Takes the bodies of all messages that are there. */
  async drain(): Promise<string[]> {
    const bodies: string[] = [];
    for (;;) {
      const { Messages = [] } = await this.services.sqs.send(
        new ReceiveMessageCommand({ QueueUrl: this.url, MaxNumberOfMessages: 10 }),
      );
      if (Messages.length === 0) return bodies;
      bodies.push(...Messages.map(({ Body = '' }) => Body));
      const Entries = Messages.map(({ ReceiptHandle }, index) => ({ Id: `m${index}`, ReceiptHandle }));
      await this.services.sqs.send(new DeleteMessageBatchCommand({ QueueUrl: this.url, Entries }));
    }
  }
}
