/** A runbook, and the document that it becomes. */
import type { Action } from '../../shared/response/actions/action.ts';
import { problemsOf } from './problems.ts';
import type { RunbookStep } from './step.ts';

/** A runbook: an action, and the steps by which it is done. */
export interface Runbook {
  readonly action: Action;
  readonly steps: readonly RunbookStep[];
  /** `step.Output`: what the automation as a whole answers. */
  readonly outputs: readonly string[];
}

/** A document of type Automation, as SSM takes it. */
export interface AutomationDocument {
  readonly schemaVersion: '0.3';
  readonly description: string;
  readonly assumeRole: string;
  readonly parameters: Readonly<
    Record<string, { type: 'String'; description: string; allowedPattern: string; default?: string }>
  >;
  readonly mainSteps: readonly RunbookStep[];
  readonly outputs: readonly string[];
}

/** A runbook that can't be: its message says what is wrong with it. */
export class RunbookError extends Error {}

/**
 * Makes a runbook. Jumps to steps that there are not are errors of the compiler; what it can't see is thrown.
 *
 * @throws RunbookError where something refers to what comes later or never, or a step can't be reached
 */
export function runbook<const Name extends string>(
  action: Action,
  steps: readonly RunbookStep<Name, NoInfer<Name>>[],
  outputs: readonly `${NoInfer<Name>}.${string}`[],
): Runbook {
  const problems = problemsOf({ parameters: Object.keys(action.parameters), steps, outputs });
  if (problems.length > 0) throw new RunbookError(`${action.name}: ${problems.join('; ')}`);
  return { action, steps, outputs };
}

/** The document of a runbook that works with a role. */
export function documentOf({ action, steps, outputs }: Runbook, roleArn: string): AutomationDocument {
  const parameters = Object.entries(action.parameters).map(([name, { description, pattern, standard }]) => [
    name,
    {
      type: 'String' as const,
      description,
      allowedPattern: pattern,
      ...(standard === null ? {} : { default: standard }),
    },
  ]);
  return {
    schemaVersion: '0.3',
    description: action.summary,
    assumeRole: roleArn,
    parameters: Object.fromEntries(parameters),
    mainSteps: steps,
    outputs,
  };
}
