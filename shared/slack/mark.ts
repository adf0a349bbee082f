/**
 * What each of our messages carries beside its text (docs.slack.dev, "Message metadata"): which incident and generation
 * it tells. By it a message is found again whose posting nobody could note. `client_msg_id`, which would seem to be made
 * for that, is for Slack's own clients (java-slack-sdk issue 852), and there is no other key against repetition.
 */
import * as z from 'zod/mini';

/** Says that metadata is ours. */
export const MARK_TYPE = 'ldwatch_incident';

const MarkShape = z.looseObject({
  event_type: z.literal(MARK_TYPE),
  event_payload: z.object({
    incident: z.string(),
    generation: z.int(),
    part: z.enum(['first', 'update']),
  }),
});

/** Names one message of ours. */
export interface MessageMark {
  readonly incident: string;
  readonly generation: number;
  /** The message that opened the thread, or one in it. */
  readonly part: 'first' | 'update';
}

/** @param metadata - of any message; null where it isn't ours */
export function markOf(metadata: unknown): MessageMark | null {
  const parsed = MarkShape.safeParse(metadata);
  return parsed.success ? parsed.data.event_payload : null;
}
