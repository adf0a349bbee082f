/** Stand-ins for the queue, the log and the topic, in this process. */
import type { TopicMessage } from '../../shared/alert/topic-message.ts';
import type { AlertTopic } from '../../shared/aws/alert-topic.ts';
import type { HostLog, LogExcerpt } from '../../shared/aws/host-log.ts';
import type { Instances } from '../../shared/aws/instances.ts';
import type { LogStreamName, LogStreams } from '../../shared/aws/log-streams.ts';
import type { SettleQueue } from '../../shared/aws/settle-queue.ts';
import {
  type ReportRequest,
  reportMessage,
  type SettleRequest,
  settleMessages,
} from '../../shared/detection/settle-request.ts';
import type { InstanceCard } from '../../shared/incident/places.ts';
import { type LogEvent, linesOf } from '../../shared/telemetry/cloudwatch-logs.ts';
import type { Origin } from '../../shared/telemetry/origin.ts';
import { type CallFate, NO_FAULTS } from './local-table.ts';

/** A message that waits. */
export interface WaitingMessage {
  readonly body: string;
  /** Deliveries so far. */
  readonly attempts: number;
}

/** Holds messages until somebody takes them. */
export class LocalQueue implements SettleQueue {
  readonly waiting: WaitingMessage[] = [];
  private readonly fate: CallFate;

  constructor(fate: CallFate = NO_FAULTS) {
    this.fate = fate;
  }

  async send(request: SettleRequest): Promise<void> {
    for (const body of settleMessages(request))
      await this.fate('SendMessage', async () => void this.waiting.push({ body, attempts: 0 }));
  }

  async report(request: ReportRequest): Promise<void> {
    const body = reportMessage(request);
    await this.fate('SendMessage', async () => void this.waiting.push({ body, attempts: 0 }));
  }
}

/** Keeps what was shipped, as CloudWatch Logs does. */
export class LocalLog implements HostLog, LogStreams {
  private readonly streams = new Map<string, LogEvent[]>();
  private readonly fate: CallFate;

  constructor(fate: CallFate = NO_FAULTS) {
    this.fate = fate;
  }

  /** Stores log events, in their order. */
  put({ logGroup, logStream }: Pick<Origin, 'logGroup' | 'logStream'>, events: readonly LogEvent[]): void {
    const key = `${logGroup}:${logStream}`;
    const stream = this.streams.get(key);
    if (stream === undefined) this.streams.set(key, [...events]);
    else stream.push(...events);
  }

  async of(instanceId: string): Promise<LogStreamName[]> {
    return [...this.streams.keys()].flatMap((key) => {
      const at = key.lastIndexOf(':');
      const stream = { logGroup: key.slice(0, at), logStream: key.slice(at + 1) };
      return stream.logStream.startsWith(instanceId) ? [stream] : [];
    });
  }

  async between({ logGroup, logStream }: Origin, from: number, to: number): Promise<LogExcerpt> {
    return this.fate('GetLogEvents', async () => {
      const stream = this.streams.get(`${logGroup}:${logStream}`);
      if (stream === undefined) return { readable: false, why: 'the log stream is not there' };
      const inside = stream.filter(({ timestamp }) => timestamp >= from && timestamp < to);
      return { readable: true, lines: inside.flatMap(linesOf) };
    });
  }
}

/** Collects what would be sent. */
export class LocalTopic implements AlertTopic {
  readonly published: TopicMessage[] = [];
  private readonly fate: CallFate;

  constructor(fate: CallFate = NO_FAULTS) {
    this.fate = fate;
  }

  async publish(message: TopicMessage): Promise<void> {
    await this.fate('Publish', async () => void this.published.push(message));
  }
}

/** An account with these instances. */
export class LocalInstances implements Instances {
  private readonly byId: ReadonlyMap<string, InstanceCard>;
  private readonly fate: CallFate;

  constructor(fate: CallFate, instances: readonly InstanceCard[]) {
    this.fate = fate;
    this.byId = new Map(instances.map((card) => [card.instanceId, card]));
  }

  async cards(ids: readonly string[]): Promise<ReadonlyMap<string, InstanceCard>> {
    return this.fate('DescribeInstances', async () => {
      const found = ids.flatMap((id) => this.byId.get(id) ?? []);
      return new Map(found.map((card) => [card.instanceId, card]));
    });
  }
}
