/** The deployed functions' own code over stand-ins for the services: from a log's lines to alerts in one process. */

import { setTimeout as sleep } from 'node:timers/promises';
import { Detect } from '../../functions/detect/detect.ts';
import { tellLoginHistory } from '../../functions/login-history/tell-login-history.ts';
import { HostLookup } from '../../functions/publish/host-lookup.ts';
import { IncidentPlaces } from '../../functions/publish/incident-places.ts';
import { Publish } from '../../functions/publish/publish.ts';
import { answerMessages } from '../../functions/settle/answer-messages.ts';
import { Settle } from '../../functions/settle/settle.ts';
import type { TopicMessage } from '../../shared/alert/topic-message.ts';
import { deliverAlerts } from '../../shared/aws/alert-queue.ts';
import { CachedInstances } from '../../shared/aws/cached-instances.ts';
import { DynamoCutEvents } from '../../shared/aws/dynamo-cut-events.ts';
import { DynamoHostFacts } from '../../shared/aws/dynamo-host-facts.ts';
import { DynamoIncidents } from '../../shared/aws/dynamo-incidents.ts';
import { DynamoPlaces } from '../../shared/aws/dynamo-places.ts';
import { DynamoSuppressions } from '../../shared/aws/dynamo-suppressions.ts';
import { DynamoToldMarks } from '../../shared/aws/told-marks.ts';
import type { InstanceCard } from '../../shared/incident/places.ts';
import { IncidentRecorder } from '../../shared/incident/recorder.ts';
import { DEFAULT_NAMES, DEFAULT_TAG_KEYS } from '../../shared/response/environment/naming.ts';
import type { Delivery } from '../../shared/telemetry/delivery.ts';
import { LocalInstances, LocalLog, LocalQueue, LocalTopic } from './local-services.ts';
import { type CallFate, type LocalTable, NO_FAULTS, startLocalTable } from './local-table.ts';

const DAY = 24 * 3_600_000;
/** Deliveries of one message until it goes to the dead-letter queue, as in the stack. */
const MOST_DELIVERIES = 8;
const BATCH = 10;
const REGION = 'eu-central-1';
const NAMING = { tagKeys: DEFAULT_TAG_KEYS, names: DEFAULT_NAMES, accounts: {}, logGroups: {} };

/** What a local pipeline may be given. */
export interface LocalOptions {
  readonly fate?: CallFate;
  /** Milliseconds since 1970. */
  readonly now?: () => number;
  /** Those that the account has; none by default. */
  readonly instances?: readonly InstanceCard[];
  /** Takes the functions' own log lines. */
  readonly log?: (line: string) => void;
}

/** The pipeline; its functions are new ones after `restart`. */
export class LocalPipeline {
  readonly local: LocalTable;
  queue: LocalQueue;
  hostLog: LocalLog;
  topic: LocalTopic;
  deadLetters: string[] = [];
  private readonly options: Required<LocalOptions>;
  private detect: Detect;
  private settle: Settle;
  private publish: Publish;

  private constructor(local: LocalTable, options: Required<LocalOptions>) {
    this.local = local;
    this.options = options;
    this.queue = new LocalQueue(options.fate);
    this.hostLog = new LocalLog(options.fate);
    this.topic = new LocalTopic(options.fate);
    [this.detect, this.settle, this.publish] = this.functions();
  }

  static async start(options: LocalOptions = {}): Promise<LocalPipeline> {
    const { fate = NO_FAULTS, now = Date.now, instances = [], log = () => undefined } = options;
    return new LocalPipeline(await startLocalTable(now, fate), { fate, now, instances, log });
  }

  /** Forgets everything that the functions held in memory, as a new instance would. */
  restart(): void {
    [this.detect, this.settle, this.publish] = this.functions();
  }

  /** Forgets everything but the table's items: all queues, logs and what was published. */
  reset(): void {
    const { fate } = this.options;
    this.queue = new LocalQueue(fate);
    this.hostLog = new LocalLog(fate);
    this.topic = new LocalTopic(fate);
    this.deadLetters = [];
    this.local.changes.length = 0;
    this.restart();
  }

  /**
   * Delivers to the detecting function.
   *
   * @throws what the function throws: the service would deliver again
   */
  async deliver(delivery: Delivery): Promise<void> {
    await this.detect.handle(delivery);
  }

  /** Delivers a batch of waiting messages; what was not answered waits again, or becomes a dead letter. */
  async answerNext(): Promise<boolean> {
    const batch = this.queue.waiting.splice(0, BATCH);
    if (batch.length === 0) return false;
    const messages = batch.map(({ body, attempts }, index) => ({
      messageId: String(index),
      body,
      attempt: attempts + 1,
    }));
    const again = new Set(await answerMessages(this.settle, messages, this.options.log));
    for (const { messageId, body, attempt } of messages) {
      if (!again.has(messageId)) continue;
      if (attempt >= MOST_DELIVERIES) this.deadLetters.push(body);
      else this.queue.waiting.push({ body, attempts: attempt });
    }
    return true;
  }

  /** Delivers the oldest change of the stream; one that failed stays first. */
  async publishNext(): Promise<boolean> {
    const [change] = this.local.changes;
    if (change === undefined) return false;
    const { batchItemFailures } = await this.publish.handle({ Records: [change] });
    if (batchItemFailures.length === 0) this.local.changes.shift();
    return true;
  }

  /**
   * Delivers an alert to the function that looks what the same login did, as its queue would after a while.
   *
   * @returns false where it has to come again
   */
  async lookAround({ body }: TopicMessage): Promise<boolean> {
    const { log, now } = this.options;
    const incidents = new DynamoIncidents(this.local.table, 400 * DAY);
    const output = tellLoginHistory({ incidents, hostLog: this.hostLog, log, now });
    const record = { messageId: '0', body, attributes: { ApproximateReceiveCount: '1' } };
    const { batchItemFailures } = await deliverAlerts({ Records: [record] }, { output, log, now });
    return batchItemFailures.length === 0;
  }

  /** Until nothing waits any more. */
  async settleAll(): Promise<void> {
    while (await this.answerNext());
    while (await this.publishNext());
  }

  async stop(): Promise<void> {
    await this.local.stop();
  }

  private places(): IncidentPlaces {
    const { table } = this.local;
    const { fate, log } = this.options;
    const known = new LocalInstances(fate, this.options.instances);
    return new IncidentPlaces({
      lookup: new HostLookup({
        instances: new CachedInstances(table, known, log),
        account: '111122223333',
        region: REGION,
        now: this.options.now,
        report: (metrics, details) => log(JSON.stringify({ ...metrics, ...details })),
      }),
      store: new DynamoPlaces(table, 400 * DAY),
      naming: NAMING,
    });
  }

  private functions(): [Detect, Settle, Publish] {
    const { table } = this.local;
    const { now, log } = this.options;
    const recorder = new IncidentRecorder({
      incidents: new DynamoIncidents(table, 400 * DAY),
      suppressions: new DynamoSuppressions(table),
      environmentOf: () => 'production',
      windowLength: DAY,
      now,
      random: Math.random,
      sleep: async (milliseconds) => void (await sleep(milliseconds)),
    });
    const cuts = new DynamoCutEvents(table);
    const facts = new DynamoHostFacts(table);
    const region = REGION;
    return [
      new Detect({ recorder, cuts, facts, settle: this.queue, region, log, now }),
      new Settle({ recorder, cuts, facts, hostLog: this.hostLog, streams: this.hostLog, log, now }),
      new Publish({ topic: this.topic, marks: new DynamoToldMarks(table), places: this.places(), log, now }),
    ];
  }
}
