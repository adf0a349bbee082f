/** One message of the delay queue. */
import { parseSettleMessage } from '../../shared/detection/settle-request.ts';
import type { QueuedMessage } from '../../shared/telemetry/sqs-batch.ts';
import type { Settle } from './settle.ts';

/**
 * @returns false where the message has to come again: because records may still come, because something failed, or
 * because it can't be read; in the end it lies in the dead-letter queue, with everything in it
 */
export async function answerMessage(
  settle: Pick<Settle, 'handle'>,
  { messageId, body, attempt }: QueuedMessage,
  log: (line: string) => void,
): Promise<boolean> {
  const request = parseSettleMessage(body);
  if (request === null) {
    log(JSON.stringify({ failed: messageId, error: 'the message is no request that this version can read' }));
    return false;
  }
  try {
    return await settle.handle(request, attempt);
  } catch (error) {
    log(JSON.stringify({ failed: messageId, error: String(error) }));
    return false;
  }
}
