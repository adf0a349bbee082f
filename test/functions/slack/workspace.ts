/** The function's own code over a table and a Slack on this machine. */
import { setTimeout as wait } from 'node:timers/promises';
import { type CallFate, type LocalTable, NO_FAULTS, startLocalTable } from '../../../cli/demo/local-table.ts';
import { parseRouting, type SlackRouting } from '../../../functions/slack/routing.ts';
import { tellSlack } from '../../../functions/slack/tell-slack.ts';
import { ThreadTeller } from '../../../functions/slack/thread-teller.ts';
import { WebhookTeller } from '../../../functions/slack/webhook-teller.ts';
import { deliverAlerts } from '../../../shared/aws/alert-queue.ts';
import { DynamoSlackThreads } from '../../../shared/aws/slack-threads.ts';
import type { Incident } from '../../../shared/incident/incident.ts';
import { SlackBot } from '../../../shared/slack/bot.ts';
import { markOf } from '../../../shared/slack/mark.ts';
import { SlackWebhook } from '../../../shared/slack/webhook.ts';
import type { BatchAnswer } from '../../../shared/telemetry/sqs-batch.ts';
import { emptyTable } from '../../faults/table-contents.ts';
import { SlackServer } from '../../slack/slack-server.ts';
import { alertsOf } from '../outputs/sqs-event.ts';

export const CHANNEL = 'C00000001';

const DAY = 24 * 3_600_000;
/** Milliseconds after which a message that was not told comes again, as in the stack. */
const VISIBILITY = 180_000;
/** Milliseconds that the client waits for an answer. */
export const TIMEOUT = 400;

/** By default everything goes into one channel. */
export function routing(change: Partial<SlackRouting> = {}): SlackRouting {
  const whole = { channel: CHANNEL, bySeverity: {}, byEnvironment: {}, from: 'info', ...change };
  return parseRouting(JSON.stringify(whole));
}

/** What is seen in a channel. */
export interface Seen {
  readonly channel: string;
  readonly part: string;
  readonly generation: number | null;
  readonly text: string;
}

/** The function's handler. */
type Instance = (event: unknown) => Promise<BatchAnswer>;

/** A workspace with one instance of the function, that a new one can take the place of. */
export class Workspace {
  readonly slack: SlackServer;
  readonly local: LocalTable;
  /** Lines that the function wrote. */
  readonly lines: string[] = [];
  mode: 'bot' | 'webhook' = 'bot';
  routing: SlackRouting = routing();
  forgotten = 0;
  token: () => Promise<string> = async () => 'xoxb-token';
  /** Milliseconds since 1970. */
  private clock: { now: number };
  private readonly fate: CallFate;
  private instance: Instance;

  private constructor(slack: SlackServer, local: LocalTable, clock: { now: number }, fate: CallFate) {
    this.slack = slack;
    this.local = local;
    this.clock = clock;
    this.fate = fate;
    this.instance = this.made();
  }

  static async start(fate: CallFate = NO_FAULTS): Promise<Workspace> {
    const clock = { now: 1_795_500_000_000 };
    const slack = await SlackServer.start();
    return new Workspace(slack, await startLocalTable(() => clock.now, fate), clock, fate);
  }

  async stop(): Promise<void> {
    await this.slack.stop();
    await this.local.stop();
  }

  /** Nothing was told yet, to anybody. */
  async reset(): Promise<void> {
    this.slack.reset();
    this.lines.length = 0;
    this.forgotten = 0;
    this.mode = 'bot';
    this.token = async () => 'xoxb-token';
    this.routing = routing();
    await emptyTable(this.local);
    this.restart();
  }

  /** A new instance of the function. */
  restart(): void {
    this.instance = this.made();
  }

  /** Time until a message comes again. */
  pass(milliseconds = VISIBILITY): void {
    this.clock.now += milliseconds;
  }

  /** Delivers once; gives how many have to come again. */
  async deliver(...incidents: Incident[]): Promise<number> {
    const { batchItemFailures } = await this.instance(alertsOf(...incidents));
    return batchItemFailures.length;
  }

  /** Delivers once to another instance, that runs at the same time. */
  async deliverElsewhere(incident: Incident): Promise<number> {
    const { batchItemFailures } = await this.made()(alertsOf(incident));
    return batchItemFailures.length;
  }

  /** Delivers until it was told, each time after a while. */
  async deliverUntilTold(incident: Incident, deliver = this.deliver.bind(this)): Promise<void> {
    for (let tries = 0; tries < 8; tries++) {
      if ((await deliver(incident)) === 0) return;
      this.pass();
    }
    throw new Error(`never told: ${this.lines.at(-1)}`);
  }

  /** Every message, the oldest first. */
  get seen(): Seen[] {
    return this.slack.messages.map(({ channel, thread, text, metadata }) => {
      const part = thread === null ? 'first' : 'update';
      return { channel, part, generation: markOf(metadata)?.generation ?? null, text };
    });
  }

  /** The same in short: `first 4`, `update 2`. */
  get told(): string[] {
    return this.seen.map(({ part, generation }) => `${part} ${generation}`);
  }

  private made(): Instance {
    const { table } = this.local;
    const threads = new DynamoSlackThreads(table, 400 * DAY);
    const sleep = async () => void (await wait(20));
    const http = { fetch: this.fetching.bind(this), sleep, timeout: TIMEOUT };
    const { api } = this.slack;
    const token = async () => this.fate('GetSecretValue', async () => this.token());
    const note = (what: string) => void this.lines.push(what);
    const bot = new ThreadTeller({
      buttons: true,
      bot: new SlackBot({ http, token, api }),
      threads,
      sleep,
      note,
    });
    const address = async () => this.fate('GetSecretValue', async () => `${api}webhook`);
    const webhook = new WebhookTeller({ webhook: new SlackWebhook(http, address), threads, sleep });
    const output = tellSlack({
      teller: {
        tell: async (incident, destination) =>
          this.mode === 'bot' ? bot.tell(incident, destination) : webhook.tell(incident),
      },
      routing: this.routing,
      secret: { forget: () => void this.forgotten++ },
    });
    const log = (line: string) => void this.lines.push(line);
    return async (event) => deliverAlerts(event, { output, log, now: table.now });
  }

  private async fetching(url: string, init: RequestInit): Promise<Response> {
    return this.fate(url.split('/').at(-1) ?? '', async () => fetch(url, init));
  }
}
