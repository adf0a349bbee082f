/** Where executions wait that can't be judged yet: a queue that delivers after a while. */
import { SendMessageCommand, type SQSClient } from '@aws-sdk/client-sqs';
import {
  type ReportRequest,
  reportMessage,
  type SettleRequest,
  settleMessages,
} from '../detection/settle-request.ts';

/** Takes questions that are asked again later. */
export interface SettleQueue {
  /** @throws Error where not all of it was taken; some may have been */
  send(request: SettleRequest): Promise<void>;
  /** @throws Error where it was not taken */
  report(request: ReportRequest): Promise<void>;
}

/** An SQS queue with a delay. */
export class SqsSettleQueue implements SettleQueue {
  private readonly client: Pick<SQSClient, 'send'>;
  private readonly url: string;

  constructor(client: Pick<SQSClient, 'send'>, url: string) {
    this.client = client;
    this.url = url;
  }

  async send(request: SettleRequest): Promise<void> {
    for (const MessageBody of settleMessages(request))
      await this.client.send(new SendMessageCommand({ QueueUrl: this.url, MessageBody }));
  }

  async report(request: ReportRequest): Promise<void> {
    const MessageBody = reportMessage(request);
    await this.client.send(new SendMessageCommand({ QueueUrl: this.url, MessageBody }));
  }
}
