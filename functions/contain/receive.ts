/** What the queue of the function holds: alerts of the topic, and knocks of EventBridge. */
import * as z from 'zod/mini';
import { alertMessageOf } from '../../shared/alert/alert-message.ts';
import { type BatchAnswer, failuresOf, messagesOf } from '../../shared/telemetry/sqs-batch.ts';
import { advance, advanceAll } from './advance.ts';
import type { ContainSurroundings } from './surroundings.ts';

/**
 * A rule's event: that an automation changed, or that five minutes have passed. Nothing in it is used, it only says that
 * there may be something to look at.
 */
const KnockShape = z.looseObject({ source: z.enum(['aws.ssm', 'aws.events']), 'detail-type': z.string() });

function isKnock(body: string): boolean {
  try {
    return KnockShape.safeParse(JSON.parse(body)).success;
  } catch {
    return false;
  }
}

async function take(surroundings: ContainSurroundings, body: string): Promise<void> {
  if (isKnock(body)) return advanceAll(surroundings);
  const { incident } = alertMessageOf(body);
  const isNews = incident.news.some(({ what }) => what !== 'response');
  // Of the message only which incident it is: what is decided on is in the table.
  return advance(surroundings, incident.id, isNews);
}

/**
 * Takes a batch, one message after the other.
 *
 * @returns those that have to come again
 * @throws Error where it was not SQS that called
 */
export async function receive(surroundings: ContainSurroundings, event: unknown): Promise<BatchAnswer> {
  const again: string[] = [];
  for (const { messageId, body, attempt } of messagesOf(event)) {
    try {
      await take(surroundings, body);
    } catch (error) {
      again.push(messageId);
      surroundings.count('ContainFailures', { failed: messageId, attempt, error: String(error) });
    }
  }
  return failuresOf(again);
}
