/** What the detecting function is called with, whichever service does it: deliveries, each with an id to refuse it by. */
import * as z from 'zod/mini';
import { decodePayload, decodeSubscription, type Subscription } from './cloudwatch-logs.ts';
import type { JsonObject } from './json-object.ts';

/** An event of GuardDuty as EventBridge delivers it: a finding, or a notice of lost or regained coverage. */
export interface GuardDutyDelivery {
  readonly type: 'guardduty';
  readonly event: JsonObject;
}

/** One delivery. */
export type Delivery = Subscription | GuardDutyDelivery;

/** One delivery of a batch; `batchId` names it in the answer where it failed (null: the call is all there is). */
export interface BatchedDelivery {
  readonly batchId: string | null;
  readonly delivery: Delivery;
}

const KinesisRecord = z.object({
  eventSource: z.literal('aws:kinesis'),
  kinesis: z.object({ sequenceNumber: z.string(), data: z.string() }),
});
const SqsRecord = z.object({ eventSource: z.literal('aws:sqs'), messageId: z.string(), body: z.string() });
const RecordShape = z.union([KinesisRecord, SqsRecord]);
const BatchShape = z.object({ Records: z.array(z.unknown()) });

const GuardDutyShape = z.looseObject({
  source: z.literal('aws.guardduty'),
  'detail-type': z.string(),
  detail: z.looseObject({}),
});

/** The body of a queued message: a GuardDuty event, or the call of a function that failed and is tried again. */
function decodeMessage(body: string): Delivery {
  let call: unknown;
  try {
    call = JSON.parse(body);
  } catch {
    return { type: 'unusable', reason: 'not-json' };
  }
  const event = GuardDutyShape.safeParse(call);
  if (!event.success) return decodeSubscription(call);
  return { type: 'guardduty', event: event.data };
}

function batched(value: unknown): BatchedDelivery {
  const parsed = RecordShape.safeParse(value);
  // Another service's record: counted, and nothing of the others beside it is lost.
  if (!parsed.success) return { batchId: null, delivery: { type: 'unusable', reason: 'no-payload' } };
  const record = parsed.data;
  return record.eventSource === 'aws:kinesis'
    ? { batchId: record.kinesis.sequenceNumber, delivery: decodePayload(record.kinesis.data) }
    : { batchId: record.messageId, delivery: decodeMessage(record.body) };
}

/** @param event - what the function was called with, by CloudWatch Logs, Kinesis or SQS */
export function deliveriesOf(event: unknown): BatchedDelivery[] {
  const batch = BatchShape.safeParse(event);
  if (!batch.success) return [{ batchId: null, delivery: decodeSubscription(event) }];
  return batch.data.Records.map(batched);
}
