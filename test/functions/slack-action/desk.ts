/** The function's own code over a table on this machine, and somebody in Slack who is told things. */
import { type CallFate, type LocalTable, NO_FAULTS, startLocalTable } from '../../../cli/demo/local-table.ts';
import type { HttpAnswer } from '../../../functions/slack-action/http-request.ts';
import { SlackAction } from '../../../functions/slack-action/slack-action.ts';
import { DynamoIncidents } from '../../../shared/aws/dynamo-incidents.ts';
import { dynamoDecisions } from '../../../shared/aws/dynamo-responses.ts';
import { DynamoSeenRequests } from '../../../shared/aws/seen-requests.ts';
import type { Incident } from '../../../shared/incident/incident.ts';
import type { Containment } from '../../../shared/response/response.ts';
import { PrivateAnswers } from '../../../shared/slack/response-url.ts';
import { DAY, T0 } from '../../incident/findings.ts';
import { incidentInStore, storedIncident } from '../../response/recorded.ts';
import { APPROVER, SIGNING_SECRET, TEAM } from './signed.ts';

const RETENTION = 400 * DAY;

/** What somebody was told: where, and with what request. */
interface Told {
  readonly url: string;
  readonly body: Readonly<Record<string, unknown>>;
}

/** The desk at which presses arrive. */
export class Desk {
  readonly local: LocalTable;
  readonly incidents: DynamoIncidents;
  readonly told: Told[] = [];
  readonly lines: Record<string, unknown>[] = [];
  /** What Slack answers to what is said to it. */
  takes: () => Promise<Response> = async () => new Response('ok');
  secret: () => Promise<string> = async () => SIGNING_SECRET;
  team: string | null = TEAM;
  /** How often the secret was asked for. */
  asked = 0;
  private readonly clock: { now: number };
  private programs = 0;

  private constructor(local: LocalTable, clock: { now: number }) {
    this.local = local;
    this.clock = clock;
    this.incidents = new DynamoIncidents(local.table, RETENTION);
  }

  static async start(fate: CallFate = NO_FAULTS): Promise<Desk> {
    const clock = { now: T0 };
    return new Desk(await startLocalTable(() => clock.now, fate), clock);
  }

  get now(): number {
    return this.clock.now;
  }

  wait(milliseconds: number): void {
    this.clock.now += milliseconds;
  }

  /** Metrics that were counted, in their order. */
  get counted(): string[] {
    return this.lines.flatMap((line) =>
      Object.keys(line).filter((name) => name.startsWith('Slack') && line[name] === 1),
    );
  }

  /** What was said to whoever pressed, in their order. */
  get said(): unknown[] {
    return this.told.map(({ body }) => body['text']);
  }

  /** A new incident, of a behaviour that no other has. */
  async incident(containment: Containment): Promise<Incident> {
    const path = `/tmp/${'x'.repeat(++this.programs)}`;
    return incidentInStore(this.incidents, containment, { program: { given: path, path } });
  }

  async stored({ id }: Incident): Promise<Incident> {
    return storedIncident(this.incidents, id);
  }

  /** A request, to an instance of the function that is as new as can be. */
  async take(event: unknown): Promise<HttpAnswer> {
    const action = new SlackAction({
      secret: async () => {
        this.asked++;
        return this.secret();
      },
      seen: new DynamoSeenRequests(this.local.table, 600_000),
      decisions: dynamoDecisions(this.local.table, RETENTION),
      answers: new PrivateAnswers(async (url, { body }) => {
        this.told.push({ url, body: JSON.parse(String(body)) as Record<string, unknown> });
        return this.takes();
      }),
      approvers: new Set([APPROVER, 'U0BEN0002']),
      team: this.team,
      log: (line) => void this.lines.push(JSON.parse(line) as Record<string, unknown>),
      now: () => this.clock.now,
    });
    return action.handle(event);
  }

  /** Nothing was heard or said yet. */
  reset(): void {
    this.told.length = 0;
    this.lines.length = 0;
    this.asked = 0;
    this.takes = async () => new Response('ok');
    this.secret = async () => SIGNING_SECRET;
    this.team = TEAM;
  }

  async stop(): Promise<void> {
    await this.local.stop();
  }
}
