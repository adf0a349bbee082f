/** Automations as SSM keeps them (API reference: StartAutomationExecution, `ClientToken`), without running any. */
import {
  type AutomationExecution,
  GetAutomationExecutionCommand,
  StartAutomationExecutionCommand,
} from '@aws-sdk/client-ssm';
import { type CallFate, NO_FAULTS } from '../../../cli/demo/local-table.ts';

const UUID = /^[\da-fA-F]{8}(?:-[\da-fA-F]{4}){3}-[\da-fA-F]{12}$/;

/** One automation. */
export interface ModelExecution {
  readonly id: string;
  readonly document: string;
  readonly parameters: Readonly<Record<string, readonly string[]>>;
  status: AutomationExecution['AutomationExecutionStatus'];
  outputs: Record<string, string[]>;
  failure: string | undefined;
}

/** An error by whose name the SDK tells it. */
export function serviceError(name: string): Error {
  return Object.assign(new Error(name), { name });
}

/** A client whose service this is. */
export class ModelSsm {
  readonly executions: ModelExecution[] = [];
  /** Thrown by every start from now on, until it is null. */
  refusal: string | null = null;
  private readonly byToken = new Map<
    string,
    { readonly request: string; readonly execution: ModelExecution }
  >();
  private readonly fate: CallFate;

  constructor(fate: CallFate = NO_FAULTS) {
    this.fate = fate;
  }

  /** Ends one, by its place. */
  end(index: number, status: ModelExecution['status'], parts: Partial<ModelExecution> = {}): void {
    const execution = this.executions[index];
    if (execution === undefined) throw new Error(`there are ${this.executions.length} automations`);
    Object.assign(execution, { status, ...parts });
  }

  /** As the SDK's client: the answers of the two calls that are made. */
  readonly send = async (command: object): Promise<never> => {
    if (command instanceof StartAutomationExecutionCommand)
      return this.fate('StartAutomationExecution', async () => this.start(command)) as Promise<never>;
    if (command instanceof GetAutomationExecutionCommand)
      return this.fate('GetAutomationExecution', async () => this.get(command)) as Promise<never>;
    throw new Error('a call that SSM is not asked for');
  };

  private start({ input }: StartAutomationExecutionCommand) {
    const { ClientToken: token = '', DocumentName: document = '', Parameters: parameters = {} } = input;
    if (!UUID.test(token)) throw serviceError('ValidationException');
    const request = JSON.stringify([document, parameters]);
    const known = this.byToken.get(token.toLowerCase());
    if (known !== undefined) {
      if (known.request !== request) throw serviceError('IdempotentParameterMismatch');
      return { AutomationExecutionId: known.execution.id };
    }
    if (this.refusal !== null) throw serviceError(this.refusal);
    const id = `00000000-0000-4000-8000-${String(this.executions.length + 1).padStart(12, '0')}`;
    const execution: ModelExecution = {
      id,
      document,
      parameters,
      status: 'InProgress',
      outputs: {},
      failure: undefined,
    };
    this.executions.push(execution);
    this.byToken.set(token.toLowerCase(), { request, execution });
    return { AutomationExecutionId: id };
  }

  private get({ input }: GetAutomationExecutionCommand): { AutomationExecution: AutomationExecution } {
    const execution = this.executions.find(({ id }) => id === input.AutomationExecutionId);
    if (execution === undefined) throw serviceError('AutomationExecutionNotFoundException');
    const { id, status, outputs, failure } = execution;
    return {
      AutomationExecution: {
        AutomationExecutionId: id,
        AutomationExecutionStatus: status,
        Outputs: outputs,
        FailureMessage: failure,
      },
    };
  }
}
