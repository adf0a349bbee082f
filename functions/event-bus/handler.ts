/** The function that puts alerts on an event bus: makes the client, hands on alerts of its queue. */

import { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { deliverAlerts } from '../../shared/aws/alert-queue.ts';
import { CLIENT_SETTINGS } from '../../shared/aws/client-settings.ts';
import { variable } from '../../shared/aws/environment.ts';
import { EventBridgeBus } from '../../shared/aws/event-bus.ts';
import { writeLine } from '../../shared/aws/function-log.ts';
import { partitionOf } from '../../shared/aws/partition.ts';
import type { BatchAnswer } from '../../shared/telemetry/sqs-batch.ts';
import { putEvent } from './put-event.ts';

const arn = variable('EVENT_BUS_ARN');
const output = putEvent(new EventBridgeBus(new EventBridgeClient(CLIENT_SETTINGS), arn), partitionOf(arn));

/** Called with a batch of the queue. */
export async function handler(event: unknown): Promise<BatchAnswer> {
  return deliverAlerts(event, { output, log: writeLine, now: Date.now });
}
