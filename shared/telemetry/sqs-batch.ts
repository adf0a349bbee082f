/** What SQS calls a function with, and how the function says which messages have to come again. */
import * as z from 'zod/mini';

const SqsEventShape = z.object({
  Records: z.array(
    z.object({
      messageId: z.string(),
      body: z.string(),
      attributes: z.optional(z.object({ ApproximateReceiveCount: z.optional(z.string()) })),
    }),
  ),
});

/** One message; `attempt` counts its deliveries from 1 on. */
export interface QueuedMessage {
  readonly messageId: string;
  readonly body: string;
  readonly attempt: number;
}

/** The answer to a batch: what is named comes again, the rest is done (AWS: "ReportBatchItemFailures"). */
export interface BatchAnswer {
  readonly batchItemFailures: readonly { readonly itemIdentifier: string }[];
}

/** @throws Error where it was not SQS that called */
export function messagesOf(event: unknown): QueuedMessage[] {
  return SqsEventShape.parse(event).Records.map(({ messageId, body, attributes }) => ({
    messageId,
    body,
    attempt: Number(attributes?.ApproximateReceiveCount ?? 1),
  }));
}

/** @param ids - of what has to come again */
export function failuresOf(ids: readonly string[]): BatchAnswer {
  return { batchItemFailures: ids.map((itemIdentifier) => ({ itemIdentifier })) };
}
