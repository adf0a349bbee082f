/**
 * Tells what the table's stream brings: each generation of an incident once. Told first, marked then: a function that
 * dies between the two tells again, in the same words and with the same id; the other way round it would never tell.
 */
import { topicMessage } from '../../shared/alert/topic-message.ts';
import type { AlertTopic } from '../../shared/aws/alert-topic.ts';
import { changesOf } from '../../shared/aws/incident-stream.ts';
import { metricLine } from '../../shared/aws/metric-line.ts';
import type { ToldMarks } from '../../shared/aws/told-marks.ts';
import type { Incident } from '../../shared/incident/incident.ts';
import { type BatchAnswer, failuresOf } from '../../shared/telemetry/sqs-batch.ts';
import type { IncidentPlaces } from './incident-places.ts';

/** What the function works with. */
export interface PublishSurroundings {
  readonly topic: AlertTopic;
  readonly marks: ToldMarks;
  readonly places: Pick<IncidentPlaces, 'placed'>;
  readonly log: (line: string) => void;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

/** Publishes incidents. */
export class Publish {
  private readonly surroundings: PublishSurroundings;

  constructor(surroundings: PublishSurroundings) {
    this.surroundings = surroundings;
  }

  /**
   * Takes a batch of changes in their order.
   *
   * @returns the first that failed: it and what follows come again, so that none overtakes it
   * @throws Error where it was not the stream that called
   */
  async handle(event: unknown): Promise<BatchAnswer> {
    for (const { sequenceNumber, incident } of changesOf(event)) {
      try {
        const changed = incident();
        if (changed !== null) await this.tell(changed);
      } catch (error) {
        this.report({ PublishFailures: 1 }, { sequenceNumber, error: String(error) });
        return failuresOf([sequenceNumber]);
      }
    }
    return failuresOf([]);
  }

  private async tell(incident: Incident): Promise<void> {
    const { topic, marks, places } = this.surroundings;
    const { id, generation } = incident;
    if (generation <= (await marks.toldTo(id, 'sns'))) return;
    await topic.publish(topicMessage(await places.placed(incident)));
    await marks.mark(id, 'sns', generation);
    this.report({ Published: 1 }, { incident: id, generation, news: incident.news });
  }

  private report(metrics: Record<string, number>, details: Record<string, unknown>): void {
    this.surroundings.log(metricLine({ metrics, details }, this.surroundings.now()));
  }
}
