/** Moves what lies in a dead-letter queue to where it is tried again. */
import {
  DeleteMessageCommand,
  ReceiveMessageCommand,
  SendMessageCommand,
  type SQSClient,
} from '@aws-sdk/client-sqs';
import { AccountError } from '../errors.ts';

/** As many messages as one call gives. */
const MOST_IN_CALL = 10;
/** Seconds for which a message that is being moved is hidden from others. */
const HIDDEN = 120;
/** A queue is in no strict order: so many calls in a row have to bring nothing that is still to be moved. */
const MOST_IDLE_CALLS = 3;

/** What became of the letters of a queue. */
export interface Redriven {
  readonly moved: number;
  /** Why letters were left where they are, a sentence each. */
  readonly left: readonly string[];
}

/**
 * What becomes of one: bodies to be put into the target queue; none where it is done with otherwise. Throws an
 * AccountError where nothing can be made of it.
 */
export type Replay = (body: string) => Promise<readonly string[]>;

/** As it stands, to be tried again. */
export const UNCHANGED: Replay = async (body) => [body];

/**
 * Takes every message that was in a queue when this began: sends what `replay` makes of it, then deletes it. Stopped
 * anywhere and started again, a message is sent twice at worst, which the pipeline does not mind.
 *
 * @param since - milliseconds since 1970: messages that were sent later are left alone, so that what fails again at
 *   once doesn't go round in circles
 * @throws what SQS or `replay` throws, but for letters of which nothing can be made: they are left, and the others
 *   are moved. Nothing that was not sent is deleted
 */
export async function redrive(
  client: Pick<SQSClient, 'send'>,
  from: string,
  to: string | null,
  since: number,
  replay: Replay,
): Promise<Redriven> {
  let moved = 0;
  const left = new Map<string, string>();
  for (let idle = 0; idle < MOST_IDLE_CALLS; idle++) {
    const { Messages = [] } = await client.send(
      new ReceiveMessageCommand({
        QueueUrl: from,
        MaxNumberOfMessages: MOST_IN_CALL,
        VisibilityTimeout: HIDDEN,
        WaitTimeSeconds: 1,
        MessageSystemAttributeNames: ['SentTimestamp'],
      }),
    );
    if (Messages.length === 0) break;
    for (const { MessageId = '', Body = '', ReceiptHandle, Attributes } of Messages) {
      if (Number(Attributes?.SentTimestamp ?? 0) >= since || left.has(MessageId)) continue;
      idle = -1;
      const replayed = await bodiesOf(replay, Body);
      if (typeof replayed === 'string') {
        left.set(MessageId, replayed);
        continue;
      }
      for (const body of replayed)
        if (to !== null) await client.send(new SendMessageCommand({ QueueUrl: to, MessageBody: body }));
      await client.send(new DeleteMessageCommand({ QueueUrl: from, ReceiptHandle }));
      moved++;
    }
  }
  return { moved, left: [...left.values()] };
}

/** The sentence where nothing can be made of it. */
async function bodiesOf(replay: Replay, body: string): Promise<readonly string[] | string> {
  try {
    return await replay(body);
  } catch (error) {
    if (error instanceof AccountError) return error.message;
    throw error;
  }
}
