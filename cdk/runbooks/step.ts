/**
 * The steps of Automation runbooks (schema 0.3) that are used here, in the schema's own words (AWS: "Systems Manager
 * Automation actions reference"). `Name` is what the step is called, `Target` what it may jump to.
 */

/** A value of an input: text may refer to parameters and outputs, `{{ step.Output }}`. */
export type Input = string | number | boolean | readonly Input[] | { readonly [name: string]: Input };

/** A part of the answer that later steps refer to. */
export interface Output {
  readonly Name: string;
  /** JSONPath into the answer. */
  readonly Selector: string;
  readonly Type: 'String' | 'StringList' | 'Integer' | 'Boolean';
}

/** What every step has. */
interface Step<Name extends string, Target extends string> {
  readonly name: Name;
  /** Attempts altogether, 1 if not said: a step with more of them may be repeated after it took effect. */
  readonly maxAttempts?: number;
  readonly timeoutSeconds?: number;
  /** Abort if not said. */
  readonly onFailure?: 'Abort' | 'Continue' | `step:${Target}`;
  /** Whether its failure is the automation's: if not said, unless `onFailure` is Continue. */
  readonly isCritical?: boolean;
  readonly isEnd?: boolean;
  /** The step behind it if not said. */
  readonly nextStep?: Target;
}

/** What is called. */
export interface ApiCall {
  /** As boto3 calls the service. */
  readonly Service: 'autoscaling' | 'dynamodb' | 'ec2' | 'ecs' | 'elbv2' | 'iam' | 'logs' | 'ssm';
  readonly Api: string;
  readonly [input: string]: Input;
}

/** One call. */
export interface ApiStep<Name extends string = string, Target extends string = string>
  extends Step<Name, Target> {
  readonly action: 'aws:executeAwsApi';
  readonly inputs: ApiCall;
  readonly outputs?: readonly Output[];
}

/** A call whose answer has to be one of the desired: once, or until the step's time is over. */
export interface PropertyStep<Name extends string = string, Target extends string = string>
  extends Step<Name, Target> {
  readonly action: 'aws:assertAwsResourceProperty' | 'aws:waitForAwsResourceProperty';
  readonly inputs: ApiCall & { readonly PropertySelector: string; readonly DesiredValues: readonly string[] };
}

/** A condition on one value; one that there is not is never met. */
export type Comparison =
  | { readonly Variable: string; readonly StringEquals: string }
  | { readonly Variable: string; readonly StartsWith: string };

/** Comparisons put together. */
export type Condition =
  | Comparison
  | { readonly And: readonly Condition[] }
  | { readonly Or: readonly Condition[] };

/** The first choice whose condition holds. */
export interface BranchStep<Name extends string = string, Target extends string = string>
  extends Step<Name, Target> {
  readonly action: 'aws:branch';
  readonly inputs: {
    readonly Choices: readonly (Condition & { readonly NextStep: Target })[];
    readonly Default: Target;
  };
}

/** A pause. */
export interface SleepStep<Name extends string = string, Target extends string = string>
  extends Step<Name, Target> {
  readonly action: 'aws:sleep';
  /** ISO 8601: PT1S. */
  readonly inputs: { readonly Duration: string };
}

/** A script on a host. Outputs are the service's: CommandId, Status, ResponseCode, Output (2,500 characters). */
export interface CommandStep<Name extends string = string, Target extends string = string>
  extends Step<Name, Target> {
  readonly action: 'aws:runCommand';
  readonly inputs: {
    readonly DocumentName: string;
    readonly InstanceIds: readonly string[];
    readonly Comment?: string;
    readonly TimeoutSeconds?: number;
    readonly Parameters: Readonly<Record<string, string>>;
  };
}

/** Another runbook, to its end. */
export interface AutomationStep<Name extends string = string, Target extends string = string>
  extends Step<Name, Target> {
  readonly action: 'aws:executeAutomation';
  readonly inputs: {
    readonly DocumentName: string;
    readonly RuntimeParameters: Readonly<Record<string, readonly string[]>>;
  };
}

/** A step of a loop. */
export type InnerStep<Name extends string = string, Target extends string = string> =
  | ApiStep<Name, Target>
  | BranchStep<Name, Target>
  | SleepStep<Name, Target>;

/**
 * Its steps for each of a list, 100 at most; the one at hand is `{{ loop.CurrentIteratorValue }}`. A step in it may jump
 * out of it, which ends it ("Exited"; AWS: "Understanding automation statuses").
 */
export interface LoopStep<Name extends string = string, Target extends string = string>
  extends Step<Name, Target> {
  readonly action: 'aws:loop';
  readonly inputs: {
    readonly Iterators: string;
    readonly IteratorDataType: 'String';
    readonly Steps: readonly InnerStep<Name, Target>[];
  };
}

/** Any step of a runbook. */
export type RunbookStep<Name extends string = string, Target extends string = string> =
  | InnerStep<Name, Target>
  | PropertyStep<Name, Target>
  | CommandStep<Name, Target>
  | AutomationStep<Name, Target>
  | LoopStep<Name, Target>;
