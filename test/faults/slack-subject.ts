/** The Slack function as a system under test: its own code, with faults at every call to Slack and to the table. */
import type { Incident } from '../../shared/incident/incident.ts';
import { Workspace } from '../functions/slack/workspace.ts';
import type { Faults } from './faults.ts';
import type { MakeSubject, Outcome, Subject } from './harness.ts';

/** One workspace for all runs, emptied before each. */
export class SlackSubjects {
  readonly workspace: Workspace;
  private readonly faults: { current: Faults | null };

  private constructor(workspace: Workspace, faults: { current: Faults | null }) {
    this.workspace = workspace;
    this.faults = faults;
  }

  static async start(): Promise<SlackSubjects> {
    const faults: { current: Faults | null } = { current: null };
    const workspace = await Workspace.start((call, effect) =>
      faults.current === null ? effect() : faults.current.fate(call, effect),
    );
    return new SlackSubjects(workspace, faults);
  }

  /**
   * @param generations - what is delivered, each as a message of its own
   * @param keepsOrder - a message that comes again comes before the next one; otherwise after it
   */
  making(mode: 'bot' | 'webhook', generations: readonly Incident[], keepsOrder = true): MakeSubject {
    return async (faults) => {
      this.faults.current = null;
      await this.workspace.reset();
      this.workspace.mode = mode;
      this.faults.current = faults;
      return this.subject(generations, keepsOrder);
    };
  }

  private subject(generations: readonly Incident[], keepsOrder: boolean): Subject {
    const { workspace } = this;
    const untold: Incident[] = [];
    return {
      deliver: async (index) => {
        const incident = generations[index];
        if (incident === undefined) return;
        // A process that dies acknowledges nothing: the queue still has the message.
        untold.push(incident);
        if ((await workspace.deliver(incident)) === 0) {
          untold.splice(untold.indexOf(incident), 1);
          return;
        }
        workspace.pass();
        if (!keepsOrder) return;
        untold.splice(untold.indexOf(incident), 1);
        throw new Error('to be delivered again');
      },
      work: async () => {
        const [next] = untold;
        if (next === undefined) return false;
        if ((await workspace.deliver(next)) === 0) untold.shift();
        else untold.push(...untold.splice(0, 1));
        workspace.pass();
        return true;
      },
      restart: () => {
        workspace.restart();
        workspace.pass();
      },
      outcome: async () => {
        this.faults.current = null;
        return this.outcome();
      },
    };
  }

  private outcome(): Outcome {
    const { seen } = this.workspace;
    // A webhook's messages are not marked, and none of them changes.
    const shown = seen.filter(({ part, generation }) => part === 'first' && generation !== null);
    return {
      incidents: new Map(shown.map(({ generation, text }) => [`shown ${generation}`, text])),
      generations: new Map(),
      told: seen.map(({ part, text }) => ({ what: `${part}: ${text}`, text })),
    };
  }
}
