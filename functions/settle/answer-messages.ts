/** A batch of the delay queue. */
import { parseReportMessage, parseSettleMessage } from '../../shared/detection/settle-request.ts';
import type { QueuedMessage } from '../../shared/telemetry/sqs-batch.ts';
import type { Answers, Reported, Settle } from './settle.ts';

/**
 * Answers a batch, and keeps all that it led to at once. Where that fails each is kept by itself, so that one which
 * can't be kept does not hold up the others.
 *
 * @param hasTime - is there enough left for another message? The rest comes again, and what was answered is kept
 * @returns the ids of messages that have to come again: because records may still come, because something failed, or
 * because they can't be read; in the end they lie in the dead-letter queue, with everything in them
 */
export async function answerMessages(
  settle: Pick<Settle, 'judge' | 'keep'>,
  messages: readonly QueuedMessage[],
  log: (line: string) => void,
  hasTime: () => boolean = () => true,
): Promise<string[]> {
  const again: string[] = [];
  const refuse = (ids: readonly string[], error: unknown) => {
    for (const failed of ids) log(JSON.stringify({ failed, error: String(error) }));
    again.push(...ids);
  };
  const answered = new Map<string, Answers | Reported>();
  for (const { messageId, body, attempt } of messages) {
    if (!hasTime()) {
      again.push(messageId);
      continue;
    }
    const request = parseSettleMessage(body) ?? parseReportMessage(body);
    if (request === null) {
      refuse([messageId], 'the message is no request that this version can read');
      continue;
    }
    try {
      const answers = await settle.judge(request, attempt);
      if (answers === null) again.push(messageId);
      else answered.set(messageId, answers);
    } catch (error) {
      refuse([messageId], error);
    }
  }
  try {
    await settle.keep([...answered.values()]);
    return again;
  } catch (error) {
    log(JSON.stringify({ kept: 'one by one', error: String(error) }));
  }
  for (const [messageId, answers] of answered) {
    try {
      await settle.keep([answers]);
    } catch (error) {
      refuse([messageId], error);
    }
  }
  return again;
}
