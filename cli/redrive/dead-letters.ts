/** Moves what lies in a dead-letter queue to where it is tried again. */
import {
  DeleteMessageCommand,
  ReceiveMessageCommand,
  SendMessageCommand,
  type SQSClient,
} from '@aws-sdk/client-sqs';

/** As many messages as one call gives. */
const MOST_IN_CALL = 10;
/** Seconds for which a message that is being moved is hidden from others. */
const HIDDEN = 120;

/** One dead letter. */
export interface DeadLetter {
  readonly body: string;
  readonly receipt: string;
}

/** What becomes of one: bodies to be put into the target queue; none where it is done with otherwise. */
export type Replay = (body: string) => Promise<readonly string[]>;

/** As it stands, to be tried again. */
export const UNCHANGED: Replay = async (body) => [body];

/**
 * Takes every message that was in a queue when this began: sends what `replay` makes of it, then deletes it. Stopped
 * anywhere and started again, a message is sent twice at worst, which the pipeline does not mind.
 *
 * @param since - milliseconds since 1970: messages that were sent later are left alone, so that what fails again at
 *   once doesn't go round in circles
 * @returns how many were moved
 * @throws what SQS or `replay` throws; nothing that was not sent is deleted
 */
export async function redrive(
  client: Pick<SQSClient, 'send'>,
  from: string,
  to: string | null,
  since: number,
  replay: Replay,
): Promise<number> {
  let moved = 0;
  for (;;) {
    const { Messages = [] } = await client.send(
      new ReceiveMessageCommand({
        QueueUrl: from,
        MaxNumberOfMessages: MOST_IN_CALL,
        VisibilityTimeout: HIDDEN,
        WaitTimeSeconds: 1,
        MessageSystemAttributeNames: ['SentTimestamp'],
      }),
    );
    if (Messages.length === 0) return moved;
    for (const { Body = '', ReceiptHandle, Attributes } of Messages) {
      if (Number(Attributes?.SentTimestamp ?? 0) >= since) return moved;
      for (const body of await replay(Body))
        if (to !== null) await client.send(new SendMessageCommand({ QueueUrl: to, MessageBody: body }));
      await client.send(new DeleteMessageCommand({ QueueUrl: from, ReceiptHandle }));
      moved++;
    }
  }
}
