/** The function that contains as a system under test: its own code, with faults at every call to the table, EC2 and SSM. */
import type { IncidentId } from '../../shared/incident/incident.ts';
import { type Account, KNOCK } from '../functions/contain/account.ts';
import { POLICY } from '../response/policy/cases.ts';
import type { Faults } from './faults.ts';
import type { MakeSubject, Outcome, Subject } from './harness.ts';

/** What happens around the function, each once the function is at rest. */
export const SCENES = ['found', 'approved', 'contained', 'release', 'released'] as const;

/** How messages are delivered: which of those that wait is next, and which come a second time. */
export interface Delivery {
  readonly next: (waiting: number) => number;
  readonly isDoubled: () => boolean;
}

const IN_ORDER: Delivery = { next: () => 0, isDoubled: () => false };

/** One account for all runs, emptied before each. */
export class ContainSubjects {
  readonly account: Account;

  constructor(account: Account) {
    this.account = account;
  }

  /** @param mode - of production: with `contain` the policy approves what else a person does */
  making(mode: 'propose' | 'contain', delivery: Delivery = IN_ORDER): MakeSubject {
    return async (faults) => {
      const { account } = this;
      await account.reset(faults.fate);
      account.policy = { ...POLICY, modes: { ...POLICY.modes, production: mode } };
      return new ContainSubject(account, faults, delivery);
    };
  }
}

class ContainSubject implements Subject {
  private readonly account: Account;
  private readonly faults: Faults;
  private readonly delivery: Delivery;
  private id: IncidentId | null = null;

  constructor(account: Account, faults: Faults, delivery: Delivery) {
    this.account = account;
    this.faults = faults;
    this.delivery = delivery;
  }

  async deliver(index: number): Promise<void> {
    // What happens around it happens when it is at rest; a process that died is replaced first.
    for (let steps = 0; await this.work(); steps++) {
      this.faults.revive();
      if (steps > 300) throw new Error('it never comes to rest');
    }
    await this.happens(SCENES[index]);
  }

  private async happens(scene: (typeof SCENES)[number] | undefined): Promise<void> {
    const { account, id } = this;
    if (scene === 'found') {
      this.id = await account.detect({ sourceEventId: '1800000000.000:1' });
      return;
    }
    if (id === null) throw new Error('nothing was found yet');
    if (scene === 'approved') await account.decide(id, 'approve');
    if (scene === 'release') await account.decide(id, 'release');
    if (scene !== 'contained' && scene !== 'released') return;
    account.ssm.end(account.ssm.executions.length - 1, 'Success', {
      outputs: { 'containInstance.Status': ['Success'] },
    });
    account.queue.push(KNOCK);
  }

  async work(): Promise<boolean> {
    const { account, delivery } = this;
    account.publish();
    const next = delivery.next(account.queue.length);
    const [body] = account.queue.splice(next, 1);
    if (body === undefined) return false;
    account.queue.unshift(body);
    const isWork = await account.work();
    if (delivery.isDoubled()) account.queue.push(body);
    return isWork;
  }

  restart(): void {
    // The function keeps nothing between two calls.
  }

  async outcome(): Promise<Outcome> {
    const { account, id } = this;
    if (id === null) throw new Error('nothing was found');
    const { response } = await account.incident(id);
    const ledger = await account.apart(() => account.ledger());
    return {
      incidents: new Map<string, unknown>([
        [id, { ...response, decisions: response.decisions.map(({ kind, by }) => [kind, by.via]) }],
        ['ledger', { held: ledger.held, begun: ledger.begun.length }],
      ]),
      generations: new Map(),
      told: account.ssm.executions.map(({ document, parameters }) => ({
        what: document,
        text: JSON.stringify(parameters),
      })),
    };
  }
}
