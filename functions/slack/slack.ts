/** Takes alerts from the queue behind the topic, and has each told in the channels that it belongs to. */
import { alertMessageOf } from '../../shared/alert/alert-message.ts';
import { metricLine } from '../../shared/aws/metric-line.ts';
import type { Secret } from '../../shared/aws/secret.ts';
import { isOfSecret } from '../../shared/slack/errors.ts';
import { type BatchAnswer, failuresOf, messagesOf } from '../../shared/telemetry/sqs-batch.ts';
import { destinationsOf, type SlackRouting } from './routing.ts';
import type { Teller } from './teller.ts';

/** What the function works with. */
export interface SlackSurroundings {
  readonly teller: Teller;
  readonly routing: SlackRouting;
  readonly secret: Pick<Secret, 'forget'>;
  readonly log: (line: string) => void;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

/** Tells Slack. */
export class Slack {
  private readonly surroundings: SlackSurroundings;

  constructor(surroundings: SlackSurroundings) {
    this.surroundings = surroundings;
  }

  /**
   * Takes a batch of messages.
   *
   * @returns those that have to come again
   * @throws Error where it was not SQS that called
   */
  async handle(event: unknown): Promise<BatchAnswer> {
    const again: string[] = [];
    for (const { messageId, body } of messagesOf(event))
      if (!(await this.isTold(messageId, body))) again.push(messageId);
    return failuresOf(again);
  }

  private async isTold(messageId: string, body: string): Promise<boolean> {
    const { teller, routing } = this.surroundings;
    let isTold = true;
    try {
      const { incident } = alertMessageOf(body);
      const { id, generation } = incident;
      for (const destination of destinationsOf(routing, incident)) {
        const details = { incident: id, generation, channel: destination.channel };
        try {
          await teller.tell(incident, destination);
          this.report({ SlackTold: 1 }, details);
        } catch (error) {
          // The other channels are told all the same.
          isTold = false;
          this.failed(error, details);
        }
      }
    } catch (error) {
      isTold = false;
      this.failed(error, { messageId });
    }
    return isTold;
  }

  private failed(error: unknown, details: Record<string, unknown>): void {
    if (isOfSecret(error)) this.surroundings.secret.forget();
    this.report({ SlackFailures: 1 }, { ...details, error: String(error) });
  }

  private report(metrics: Record<string, number>, details: Record<string, unknown>): void {
    this.surroundings.log(metricLine({ metrics, details }, this.surroundings.now()));
  }
}
