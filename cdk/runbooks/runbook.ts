/** A runbook, and the document that it becomes. */
import type { Action, ActionParameter } from '../../shared/response/actions/action.ts';
import { problemsOf } from './problems.ts';
import type { RunbookStep } from './step.ts';

/** A runbook: an action, and the steps by which it is done. */
export interface Runbook {
  readonly action: Action;
  readonly steps: readonly RunbookStep[];
  /** `step.Output`: what the automation as a whole answers. */
  readonly outputs: readonly string[];
}

/** A parameter of a document. */
export type DocumentParameter =
  | {
      readonly type: 'String';
      readonly description: string;
      readonly allowedPattern: string;
      readonly default?: string;
    }
  | { readonly type: 'Integer'; readonly description: string; readonly default?: number };

/** A document of type Automation, as SSM takes it. */
export interface AutomationDocument {
  readonly schemaVersion: '0.3';
  readonly description: string;
  readonly assumeRole: string;
  readonly parameters: Readonly<Record<string, DocumentParameter>>;
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

function documentParameter({ type, description, pattern, standard }: ActionParameter): DocumentParameter {
  if (type === 'Integer')
    return { type, description, ...(standard === null ? {} : { default: Number(standard) }) };
  return {
    type: 'String',
    description,
    allowedPattern: pattern,
    ...(standard === null ? {} : { default: standard }),
  };
}

/** The document of a runbook that works with a role. */
export function documentOf({ action, steps, outputs }: Runbook, roleArn: string): AutomationDocument {
  const parameters = Object.entries(action.parameters);
  return {
    schemaVersion: '0.3',
    description: action.summary,
    assumeRole: roleArn,
    parameters: Object.fromEntries(parameters.map(([name, one]) => [name, documentParameter(one)])),
    mainSteps: steps,
    outputs,
  };
}
