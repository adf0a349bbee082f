/** What the function that contains works with. */
import type { Automations } from '../../shared/aws/automations.ts';
import type { Fleet } from '../../shared/aws/fleet.ts';
import type { IncidentStore } from '../../shared/incident/incident-store.ts';
import type { ContainmentBudget } from '../../shared/response/budget/budget.ts';
import type { EnvironmentNaming } from '../../shared/response/environment/naming.ts';
import type { ContainmentPolicy } from '../../shared/response/policy/policy.ts';
import type { ResponseWriter } from '../../shared/response/response-writer.ts';

/** Ports, and what the configuration says. */
export interface ContainSurroundings {
  readonly incidents: Pick<IncidentStore, 'load'>;
  readonly responses: Pick<ResponseWriter, 'change'>;
  readonly budget: ContainmentBudget;
  readonly instances: Fleet;
  readonly automations: Automations;
  readonly policy: ContainmentPolicy;
  readonly naming: EnvironmentNaming;
  /** Where the function runs. */
  readonly here: { readonly account: string; readonly region: string };
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** Counts something, with what explains it. */
  readonly count: (metric: string, details: Readonly<Record<string, unknown>>) => void;
}
