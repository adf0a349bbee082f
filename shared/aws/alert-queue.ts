/** What a queue behind the topic of alerts calls a function with: each alert is handed on by itself. */
import { type AlertMessage, alertMessageOf } from '../alert/alert-message.ts';
import { type BatchAnswer, failuresOf, messagesOf } from '../telemetry/sqs-batch.ts';
import { metricLine } from './metric-line.ts';

/** Somewhere that alerts are handed on to. */
export interface AlertOutput {
  /** In metrics, letters only. */
  readonly name: string;
  /** @throws Error where it was not taken: it will be delivered again */
  deliver(alert: AlertMessage): Promise<void>;
}

/** What it works with. */
export interface AlertQueueSurroundings {
  readonly output: AlertOutput;
  readonly log: (line: string) => void;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

/**
 * Hands on a batch, one alert after the other: one that its receiver refuses must not take the others with it to the
 * dead-letter queue, and services that limit calls see few at a time.
 *
 * @returns those that have to come again
 * @throws Error where it was not SQS that called
 */
export async function deliverAlerts(
  event: unknown,
  { output, log, now }: AlertQueueSurroundings,
): Promise<BatchAnswer> {
  const again: string[] = [];
  for (const { messageId, body, attempt } of messagesOf(event)) {
    try {
      const alert = alertMessageOf(body);
      await output.deliver(alert);
      log(metricLine({ metrics: { [`${output.name}Delivered`]: 1 }, details: { alert: alert.uid } }, now()));
    } catch (error) {
      again.push(messageId);
      const details = { failed: messageId, attempt, error: String(error) };
      log(metricLine({ metrics: { [`${output.name}Failures`]: 1 }, details }, now()));
    }
  }
  return failuresOf(again);
}
