/** Automations of SSM: a port that tests can stand in for, and the service behind it. */
import {
  type AutomationExecution,
  type AutomationExecutionStatus,
  GetAutomationExecutionCommand,
  type SSMClient,
  StartAutomationExecutionCommand,
} from '@aws-sdk/client-ssm';
import { documentName } from '../response/actions/action.ts';
import type { AutomationReport, AutomationStart } from '../response/automation.ts';
import { sentencesOf } from '../response/automation-report.ts';

/** SSM will not start it, now or later: nothing has begun. */
export class StartRefusedError extends Error {
  override readonly name = 'StartRefusedError';
}

/** Starts automations and says how far they have come. */
export interface Automations {
  /**
   * Starts one, or finds the one that was started with the same token.
   *
   * @returns its id
   * @throws StartRefusedError, or Error where it is not known whether it was started: asking again is right
   */
  start(start: AutomationStart): Promise<string>;
  /** @returns null where SSM knows none of this id */
  read(execution: string): Promise<AutomationReport | null>;
}

/** Answers of StartAutomationExecution that asking again does not change (API reference, "Errors"), and IAM's. */
const REFUSALS: ReadonlySet<string> = new Set([
  'AccessDeniedException',
  'AutomationDefinitionNotFoundException',
  'AutomationDefinitionVersionNotFoundException',
  'IdempotentParameterMismatch',
  'InvalidAutomationExecutionParametersException',
  'InvalidTarget',
]);

/** Of what has ended; whatever else there is or will be is under way. */
const SUCCEEDED: ReadonlySet<string> = new Set<AutomationExecutionStatus>([
  'Success',
  'CompletedWithSuccess',
]);
const FAILED: ReadonlySet<string> = new Set<AutomationExecutionStatus>([
  'Cancelled',
  'ChangeCalendarOverrideRejected',
  'CompletedWithFailure',
  'Exited',
  'Failed',
  'Rejected',
  'TimedOut',
]);

/** What SSM says of an execution. */
export function reportOf(execution: AutomationExecution): AutomationReport {
  const status = execution.AutomationExecutionStatus ?? '';
  const done = sentencesOf(execution.Outputs ?? {});
  if (SUCCEEDED.has(status)) return { state: 'succeeded', done };
  if (!FAILED.has(status)) return { state: 'under-way' };
  const before = done.length === 0 ? '' : `; before that: ${done.join('; ')}`;
  return {
    state: 'failed',
    because: `it ended as ${status}: ${execution.FailureMessage ?? 'no reason is given'}${before}`,
  };
}

/** Automations of the account and region of the caller, of one stack's runbooks. */
export class SsmAutomations implements Automations {
  private readonly client: Pick<SSMClient, 'send'>;
  private readonly stackName: string;

  constructor(client: Pick<SSMClient, 'send'>, stackName: string) {
    this.client = client;
    this.stackName = stackName;
  }

  async start({ runbook, token, parameters }: AutomationStart): Promise<string> {
    try {
      const { AutomationExecutionId } = await this.client.send(
        new StartAutomationExecutionCommand({
          DocumentName: documentName(this.stackName, runbook),
          ClientToken: token,
          Parameters: Object.fromEntries(Object.entries(parameters).map(([name, value]) => [name, [value]])),
        }),
      );
      if (AutomationExecutionId === undefined) throw new Error('SSM gave no id of the automation');
      return AutomationExecutionId;
    } catch (error) {
      if (error instanceof Error && REFUSALS.has(error.name))
        throw new StartRefusedError(`SSM refused to start the runbook ${runbook}: ${error.name}`, {
          cause: error,
        });
      throw error;
    }
  }

  async read(execution: string): Promise<AutomationReport | null> {
    try {
      const { AutomationExecution } = await this.client.send(
        new GetAutomationExecutionCommand({ AutomationExecutionId: execution }),
      );
      return AutomationExecution === undefined ? null : reportOf(AutomationExecution);
    } catch (error) {
      if (error instanceof Error && error.name === 'AutomationExecutionNotFoundException') return null;
      throw error;
    }
  }
}
