/** An account in which something may be contained: the function's own code over a real table and models of EC2 and SSM. */

import { type CallFate, type LocalTable, NO_FAULTS, startLocalTable } from '../../../cli/demo/local-table.ts';
import { advanceAll } from '../../../functions/contain/advance.ts';
import { receive } from '../../../functions/contain/receive.ts';
import type { ContainSurroundings } from '../../../functions/contain/surroundings.ts';
import { topicMessage } from '../../../shared/alert/topic-message.ts';
import { SsmAutomations } from '../../../shared/aws/automations.ts';
import { DynamoIncidents } from '../../../shared/aws/dynamo-incidents.ts';
import { DynamoLedger } from '../../../shared/aws/dynamo-ledger.ts';
import { Ec2Fleet } from '../../../shared/aws/fleet.ts';
import { incidentOf } from '../../../shared/aws/incident-item.ts';
import type { Incident, IncidentId } from '../../../shared/incident/incident.ts';
import { ContainmentBudget } from '../../../shared/response/budget/budget.ts';
import type { Ledger } from '../../../shared/response/budget/ledger.ts';
import type { Recorded } from '../../../shared/response/decision-recorder.ts';
import type { ContainmentPolicy } from '../../../shared/response/policy/policy.ts';
import type { Containment, DecisionKind } from '../../../shared/response/response.ts';
import { ResponseWriter } from '../../../shared/response/response-writer.ts';
import { emptyTable } from '../../faults/table-contents.ts';
import { DAY, type FoundParts, found, T0 } from '../../incident/findings.ts';
import { recorderOf } from '../../incident/memory-incidents.ts';
import { HERE, INSTANCE_ID, POLICY } from '../../response/policy/cases.ts';
import { decisionsOver } from '../../response/recorded.ts';
import { requestOn } from '../../response/states.ts';
import { ModelEc2 } from './model-ec2.ts';
import { ModelSsm } from './model-ssm.ts';

/** A rule's event, as the queue delivers it. */
export const KNOCK = JSON.stringify({ source: 'aws.events', 'detail-type': 'Scheduled Event', detail: {} });

const NAMING: ContainSurroundings['naming'] = {
  tagKeys: ['env'],
  names: { ci: ['ci'], staging: ['stg'], production: ['prod'] },
  accounts: {},
  logGroups: {},
};

/** The account. */
export class Account {
  readonly local: LocalTable;
  now = T0 + 1000;
  policy: ContainmentPolicy = POLICY;
  ec2 = new ModelEc2();
  ssm = new ModelSsm();
  /** What was counted, by its name. */
  readonly counted: string[] = [];
  /** Messages that wait, the oldest first. */
  readonly queue: string[] = [];
  private readonly fate: { current: CallFate };

  private constructor(local: LocalTable, fate: { current: CallFate }) {
    this.local = local;
    this.fate = fate;
  }

  static async start(): Promise<Account> {
    const fate = { current: NO_FAULTS };
    const local = await startLocalTable(
      () => T0,
      (call, effect) => fate.current(call, effect),
    );
    return new Account(local, fate);
  }

  /** Empties everything; calls go through `fate` from now on. */
  async reset(fate: CallFate = NO_FAULTS): Promise<void> {
    this.fate.current = NO_FAULTS;
    await emptyTable(this.local);
    this.local.changes.length = 0;
    this.queue.length = 0;
    this.counted.length = 0;
    this.now = T0 + 1000;
    this.policy = POLICY;
    const through: CallFate = (call, effect) => this.fate.current(call, effect);
    this.ec2 = new ModelEc2(through);
    this.ssm = new ModelSsm(through);
    this.fate.current = fate;
  }

  /** Does something that no fault happens to: what a person or another function does. */
  async apart<Result>(work: () => Promise<Result>): Promise<Result> {
    const { current } = this.fate;
    this.fate.current = NO_FAULTS;
    const result = await work();
    this.fate.current = current;
    return result;
  }

  private get incidents(): DynamoIncidents {
    return new DynamoIncidents(this.local.table, 400 * DAY);
  }

  /** The ledger as it is in the table. */
  async ledger(): Promise<Ledger> {
    return (await new DynamoLedger(this.local.table, HERE).load()).ledger;
  }

  get budget(): ContainmentBudget {
    const store = new DynamoLedger(this.local.table, HERE);
    return new ContainmentBudget({
      store,
      now: () => this.now,
      random: () => 1,
      sleep: async () => undefined,
    });
  }

  /** What a new process of the function works with. */
  surroundings(): ContainSurroundings {
    const { incidents } = this;
    return {
      incidents,
      responses: new ResponseWriter({ incidents, random: () => 1, sleep: async () => undefined }),
      budget: this.budget,
      instances: new Ec2Fleet(this.ec2),
      automations: new SsmAutomations(this.ssm, 'ldwatch'),
      policy: this.policy,
      naming: NAMING,
      here: HERE,
      now: () => this.now,
      count: (metric) => void this.counted.push(metric),
    };
  }

  /** Detection records a finding on the instance, whose incident is to be told. */
  async detect(parts: FoundParts = {}): Promise<IncidentId> {
    const finding = found({ host: INSTANCE_ID, hostName: 'ip-10-0-0-5', severity: 'critical', ...parts });
    const [incident] = await this.apart(() => recorderOf({ incidents: this.incidents }).record([finding]));
    if (incident === undefined) throw new Error('nothing was recorded');
    return incident.id;
  }

  /** The incident as it is in the table. */
  async incident(id: IncidentId): Promise<Incident> {
    const stored = await this.apart(() => this.incidents.load(id));
    if (stored === null) throw new Error('it is gone');
    return stored.record.incident;
  }

  async containment(id: IncidentId): Promise<Containment> {
    return (await this.incident(id)).response.containment;
  }

  /** Somebody who sees the incident as it is decides about it. */
  async decide(id: IncidentId, kind: DecisionKind): Promise<Recorded> {
    const incident = await this.incident(id);
    const request = requestOn(incident, kind, { at: this.now });
    return this.apart(() => decisionsOver(this.incidents).decisions.record(id, request));
  }

  /** Publishing: what changed in the table comes into the queue as alerts. */
  publish(): void {
    for (const { dynamodb } of this.local.changes.splice(0)) {
      const incident = incidentOf({ incident: dynamodb.NewImage['incident'] as { S: string } });
      this.queue.push(topicMessage(incident).body);
    }
  }

  /**
   * Delivers the oldest message.
   *
   * @returns false where none waits; one that fails waits behind the others
   */
  async work(): Promise<boolean> {
    this.publish();
    const body = this.queue.shift();
    if (body === undefined) return false;
    let isTaken = false;
    try {
      const event = { Records: [{ messageId: 'm', body }] };
      const { batchItemFailures } = await receive(this.surroundings(), event);
      isTaken = batchItemFailures.length === 0;
    } finally {
      if (!isTaken) this.queue.push(body);
    }
    return true;
  }

  /** Works until nothing waits. */
  async settle(): Promise<void> {
    for (let steps = 0; await this.work(); steps++)
      if (steps > 100) throw new Error('it never comes to rest');
  }

  /** Five minutes pass. */
  async knock(): Promise<void> {
    await advanceAll(this.surroundings());
    await this.settle();
  }
}
