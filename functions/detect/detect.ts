/**
 * Log events in, alerts out. A thin thread: what is known of a stream lives in the memory of one warm function. Until
 * that has a place of its own, an alert can be told twice (a payload delivered again to another instance), and an
 * event cut between payloads that reach different instances, or whose instance ends first, is judged incomplete or
 * not at all.
 */
import { type AlertMessage, findingMessage } from '../../shared/alert/finding-message.ts';
import { type AlertTopic, MOST_IN_BATCH } from '../../shared/aws/alert-topic.ts';
import { metricLine } from '../../shared/aws/metric-line.ts';
import { BoundedMap } from '../../shared/bounded-map.ts';
import { decodeSubscription, type LogEvents } from '../../shared/telemetry/cloudwatch-logs.ts';
import { WatchedStream } from './watched-stream.ts';

/** Streams that are remembered at a time. */
const MOST_STREAMS = 128;
/** Milliseconds after which a silent stream's open events are judged: agents ship every five seconds. */
const SETTLES_AFTER = 30_000;

/** What the function works with. */
export interface Surroundings {
  readonly topic: AlertTopic;
  readonly log: (line: string) => void;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

/** One warm function: takes payload after payload. */
export class Detect {
  private readonly streams = new BoundedMap<string, WatchedStream>(MOST_STREAMS);
  /** Judged but not yet accepted by the topic: a payload that is delivered again is not judged again. */
  private readonly untold: AlertMessage[] = [];
  private readonly surroundings: Surroundings;

  constructor(surroundings: Surroundings) {
    this.surroundings = surroundings;
  }

  /**
   * Judges one payload and publishes what it led to. A payload that can't be read is counted and dropped.
   *
   * @throws AggregateError where the topic fails, so that the service delivers the payload again
   */
  async handle(event: unknown): Promise<void> {
    const delivered = decodeSubscription(event);
    switch (delivered.type) {
      case 'control':
        return;
      case 'unusable':
        this.report({ UnusablePayloads: 1 }, { reason: delivered.reason });
        break;
      case 'log-events': {
        const { account, logGroup, logStream } = delivered;
        const before = this.untold.length;
        const { lines, unused } = this.take(delivered);
        this.report(
          { Lines: lines, Findings: this.untold.length - before, NotAudit: unused['not-audit'] ?? 0 },
          { account, logGroup, logStream, unused },
        );
      }
    }
    await this.publish();
  }

  private take(payload: LogEvents) {
    const now = this.surroundings.now();
    const { account, logGroup, logStream } = payload;
    const key = JSON.stringify([account, logGroup, logStream]);
    const stream =
      this.streams.get(key) ??
      new WatchedStream((finding) => void this.untold.push(findingMessage(finding, account)));
    stream.lastSeen = now;
    // Set again, it is the youngest: the one silent for longest makes room.
    this.streams.set(key, stream)?.settle();
    const counts = stream.take(payload);
    for (const other of this.streams.values()) {
      if (now - other.lastSeen < SETTLES_AFTER) break;
      other.settle();
    }
    return counts;
  }

  /** Tries every batch, so that one which is refused doesn't hold up the others, and keeps those that failed. */
  private async publish(): Promise<void> {
    const batches: AlertMessage[][] = [];
    while (this.untold.length > 0) batches.push(this.untold.splice(0, MOST_IN_BATCH));
    const outcomes = await Promise.allSettled(batches.map((batch) => this.surroundings.topic.publish(batch)));
    const errors = outcomes.flatMap((outcome, index) => {
      if (outcome.status === 'fulfilled') return [];
      this.untold.push(...(batches[index] ?? []));
      return [outcome.reason];
    });
    if (errors.length > 0)
      throw new AggregateError(errors, `${this.untold.length} alerts were not published`);
  }

  private report(metrics: Record<string, number>, details: Record<string, unknown>): void {
    this.surroundings.log(metricLine({ metrics, details }, this.surroundings.now()));
  }
}
