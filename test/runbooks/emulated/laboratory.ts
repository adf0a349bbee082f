/** An emulated account with one instance in it, to be contained and released again and again. */
import { isDeepStrictEqual } from 'node:util';
import { Automation, type Caller } from '../automation.ts';
import { DOCUMENTS } from '../documents.ts';
import { callAsAws } from '../emulator/differences.ts';
import { Emulator } from '../emulator/emulator.ts';
import type { Execution } from '../interpreter/execution.ts';
import { look, make, makeTable, type Picture, type Topology } from '../topology.ts';
import { endState, writtenDown } from './end-state.ts';

export const CONTAIN = 'ldwatch-contain-instance';
export const RELEASE = 'ldwatch-release';

/** Two interfaces, a group that can spare one, two target groups, nothing as a containment would make it. */
export const RICH: Topology = {
  interfaces: [[0], [1, 2]],
  group: { min: 1, max: 3, desired: 2 },
  targetGroups: [true, false],
  protected: false,
  terminatesOnShutdown: true,
  stopped: false,
};

/** The instance at hand, and how it was. */
export interface Subject {
  readonly id: string;
  readonly before: Picture;
}

/** The account. */
export class Laboratory {
  readonly emulator: Emulator;
  readonly automation: Automation;
  /** Makes the calls of automations; tests put faults in its way. */
  caller: Caller;
  readonly plain: Caller;
  private made: { readonly topology: Topology; readonly subject: Subject } | null = null;

  private constructor(emulator: Emulator) {
    this.emulator = emulator;
    this.plain = (call) => callAsAws(emulator, call);
    this.caller = this.plain;
    this.automation = new Automation(DOCUMENTS, (request) => this.caller(request));
  }

  static async open(): Promise<Laboratory> {
    const emulator = await Emulator.start();
    await makeTable(emulator);
    return new Laboratory(emulator);
  }

  /** An instance of that kind, as it is made: the one from before if nothing is left of what was done to it. */
  async subject(topology: Topology): Promise<Subject> {
    this.caller = this.plain;
    if (this.made?.topology === topology) {
      const { id, before } = this.made.subject;
      if (isDeepStrictEqual(await look(this.emulator, id), before)) return { id, before };
    }
    const id = await make(this.emulator, topology);
    const subject = { id, before: await look(this.emulator, id) };
    this.made = { topology, subject };
    return subject;
  }

  contain(id: string, parameters: Readonly<Record<string, string>> = {}): Promise<Execution> {
    return this.automation.run(CONTAIN, { InstanceId: id, ...parameters });
  }

  release(id: string, parameters: Readonly<Record<string, string>> = {}): Promise<Execution> {
    return this.automation.run(RELEASE, { InstanceId: id, ...parameters });
  }

  /** Names of the steps whose calls a run makes, in order. */
  async stepsOf(run: () => Promise<unknown>): Promise<string[]> {
    const steps: string[] = [];
    this.caller = (request) => {
      steps.push(request.step);
      return this.plain(request);
    };
    await run();
    this.caller = this.plain;
    return steps;
  }

  /** Releases without faults, after which everything has to be as it was. Nothing wrong is an empty list. */
  async releasedFully({ id, before }: Subject): Promise<string[]> {
    this.caller = this.plain;
    const { status, log } = await this.release(id);
    const end = await endState(this.emulator, id, before);
    const state = (await writtenDown(this.emulator, id))?.state;
    if (status === 'Success' && end.kind === 'restored' && state === 'released') return [];
    const failed = log.filter((one) => one.status === 'Failed');
    return [`release: ${status}, ${state}, ${JSON.stringify(end)}, ${JSON.stringify(failed)}`];
  }

  close(): void {
    this.emulator.stop();
  }
}
