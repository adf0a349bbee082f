/**
 * What an action is: one runbook, with everything that has to be known of it before it is started. Plans are made of
 * these, alerts show their sentences, and the runbook's role may do what stands here and no more.
 */
import type { ContainmentTarget } from '../response.ts';

/** Names of actions, and of runbooks: the document is called after the stack and the action (`documentName`). */
export const ACTION_NAMES = [
  'contain',
  'collect-evidence',
  'stop-process',
  'contain-instance',
  'contain-task',
  'revoke-sessions',
  'restore-sessions',
  'release',
  'prepare-vpc',
] as const;
export type ActionName = (typeof ACTION_NAMES)[number];

/** A parameter of a runbook. A start gives it as a list of one string (StartAutomationExecution: `Parameters`). */
export interface ActionParameter {
  readonly description: string;
  /** String if not said. */
  readonly type?: 'String' | 'Integer';
  /** A regular expression that the whole value has to match; the service checks it of a String, and so may a plan. */
  readonly pattern: string;
  /** Null where it has to be given. */
  readonly standard: string | null;
}

/** Where a runbook works, as the CDK knows it: tokens of CloudFormation, or in tests plain strings. */
export interface ActionPlace {
  readonly partition: string;
  readonly region: string;
  readonly account: string;
  /** Of the pipeline; documents are called after it. */
  readonly stackName: string;
  /** The table in which is written down what was changed. */
  readonly recordTableArn: string;
  readonly evidenceBucketArn: string;
  /** Of the key of the two; null where AWS has it, which asks for no permission. */
  readonly keyArn: string | null;
  /** The role that an action's runbook works with. */
  readonly roleArn: (action: ActionName) => string;
}

/** What has to be known of it to start a runbook. */
export type StartPlace = Pick<ActionPlace, 'partition' | 'region' | 'account' | 'stackName' | 'roleArn'>;

/** One statement of a policy; every one of them allows. */
export interface ActionStatement {
  /** `service:Action`, as IAM names them. */
  readonly actions: readonly string[];
  /** ARNs, or `*` where the service knows no narrower. */
  readonly resources: readonly string[];
  /** Operator, key, values. */
  readonly conditions?: Readonly<Record<string, Readonly<Record<string, string | readonly string[]>>>>;
}

/** How an action is undone. */
export type Undo =
  /** By starting that action for the same target. */
  | { readonly kind: 'action'; readonly action: ActionName; readonly says: string }
  /** There is nothing to undo: it only reads, or adds. */
  | { readonly kind: 'nothing'; readonly says: string }
  /** What it ends can't be had back. */
  | { readonly kind: 'final'; readonly says: string };

/** One action. */
export interface Action<Parameter extends string = string> {
  readonly name: ActionName;
  /** What it is for, in one sentence: the document's description. */
  readonly summary: string;
  /** What it does to this target, as a sentence for plans and alerts. Only what AWS says of the target is in it. */
  readonly does: (target: ContainmentTarget) => string;
  readonly undo: Undo;
  readonly parameters: Readonly<Record<Parameter, ActionParameter>>;
  /** All that its runbook may do. */
  readonly statements: (place: ActionPlace) => readonly ActionStatement[];
}

/** Actions that run a script on a host, in a document of its own. */
export type HostAction = 'collect-evidence' | 'stop-process';

/** The name of the document with an action's script for a host. */
export function commandName(stackName: string, action: HostAction): string {
  return `${stackName}-${action}-on-host`;
}

/** The name of an action's document in SSM. */
export function documentName(stackName: string, action: ActionName): string {
  return `${stackName}-${action}`;
}
