/**
 * What people and ldwatch decided about an incident, and what came of it. It is kept in the incident itself: a decision is
 * one conditional write, it raises the generation, and everybody who is told of the incident is told of it.
 */

import type { Severity } from '../detection/severity.ts';

/** Names one decision for good: the same press of a button, however often it is delivered, has one. */
export type DecisionId = string & { readonly brand: 'DecisionId' };

/** What can be decided about an incident. */
export const DECISIONS = ['approve', 'dismiss', 'suppress', 'release'] as const;
export type DecisionKind = (typeof DECISIONS)[number];

/** Who decided: a member of a Slack workspace, somebody with rights in the account, or the policy of an environment. */
export interface DecidedBy {
  readonly via: 'slack' | 'cli' | 'policy';
  /** Slack's id of a member (`U0123456789`), what somebody calls themself, or the environment whose policy it was. */
  readonly who: string;
}

interface Made {
  readonly id: DecisionId;
  readonly by: DecidedBy;
  /** Milliseconds since 1970 UTC. */
  readonly at: number;
}

/**
 * One decision. To dismiss and to suppress is said of what was seen: `severityAtMost` is how grave that was, and what is
 * graver is not meant. `until` is milliseconds since 1970 UTC.
 */
export type Decision =
  | (Made & { readonly kind: 'approve' | 'release' })
  | (Made & { readonly kind: 'dismiss'; readonly severityAtMost: Severity })
  | (Made & { readonly kind: 'suppress'; readonly severityAtMost: Severity; readonly until: number });

/** What is contained: named by the services of AWS, never by the host itself. */
export type ContainmentTarget =
  | {
      readonly kind: 'instance';
      readonly account: string;
      readonly region: string;
      /** `i-` and hexadecimal digits. */
      readonly instanceId: string;
    }
  | {
      readonly kind: 'task';
      readonly account: string;
      readonly region: string;
      readonly clusterArn: string;
      readonly taskArn: string;
    };

/** One step of a plan: the action that takes it, and a sentence of what it does. */
export interface PlannedStep {
  /** Name of an action (shared/response/actions). */
  readonly action: string;
  readonly does: string;
}

/**
 * The process that a plan is about, as the record told it: a runbook makes sure that it is still that one. Digits only, so that
 * nothing of it has to be escaped, cut or shown.
 */
export interface PlannedProcess {
  readonly pid: number;
  /** Path of what it executed, the loader, as the kernel resolved it: its bytes in hexadecimal. Null where not known whole. */
  readonly executableHex: string | null;
  /** Milliseconds since 1970 UTC at which it executed it. */
  readonly time: number;
  /** `1795400907.573:48009` of a record of auditd; null for other sources. */
  readonly auditEvent: string | null;
}

/** What would be done, or is. */
export interface ContainmentPlan {
  readonly target: ContainmentTarget;
  /** Null where the record does not tell. It stays, whichever finding of the incident is the gravest later. */
  readonly process: PlannedProcess | null;
  readonly steps: readonly PlannedStep[];
  /** Only shown: nothing of it is done, whoever approves it. */
  readonly dryRun: boolean;
}

/** How far the containment of an incident has come. Times are milliseconds since 1970 UTC. */
export type Containment =
  /** Not looked at yet, or none is thought of in this environment. */
  | { readonly state: 'none' }
  /** It will not be done, for these reasons; `plan` is null where not even a target is known. */
  | { readonly state: 'withheld'; readonly because: readonly string[]; readonly plan: ContainmentPlan | null }
  /** Somebody has to approve it, before `until`. */
  | {
      readonly state: 'proposed';
      readonly plan: ContainmentPlan;
      readonly at: number;
      readonly until: number;
    }
  /** Decided, not started yet. */
  | {
      readonly state: 'approved';
      readonly plan: ContainmentPlan;
      readonly decision: DecisionId;
      readonly at: number;
    }
  /** An automation of SSM is at it; `execution` is its id. */
  | {
      readonly state: 'running';
      readonly plan: ContainmentPlan;
      readonly decision: DecisionId;
      readonly execution: string;
      readonly at: number;
    }
  /** Done; what was done, in sentences. */
  | {
      readonly state: 'contained';
      readonly plan: ContainmentPlan;
      readonly execution: string;
      readonly at: number;
      readonly done: readonly string[];
    }
  /** It did not end well; `execution` is null where it could not even be started. */
  | {
      readonly state: 'failed';
      readonly plan: ContainmentPlan;
      readonly execution: string | null;
      readonly at: number;
      readonly because: string;
    }
  /** To be undone: decided, not started yet. `contained` is the id of the automation whose changes are undone. */
  | {
      readonly state: 'release-approved';
      readonly plan: ContainmentPlan;
      readonly contained: string;
      readonly decision: DecisionId;
      readonly at: number;
    }
  | {
      readonly state: 'releasing';
      readonly plan: ContainmentPlan;
      readonly contained: string;
      readonly decision: DecisionId;
      readonly execution: string;
      readonly at: number;
    }
  | {
      readonly state: 'released';
      readonly plan: ContainmentPlan;
      readonly contained: string;
      readonly execution: string;
      readonly at: number;
    }
  /** Some of it may be undone: a person has to look. */
  | {
      readonly state: 'release-failed';
      readonly plan: ContainmentPlan;
      readonly contained: string;
      readonly execution: string | null;
      readonly at: number;
      readonly because: string;
    };

/** Everything that was decided about an incident. */
export interface Response {
  /** In their order. */
  readonly decisions: readonly Decision[];
  readonly containment: Containment;
}

/** Of an incident that nobody has decided anything about. */
export const NO_RESPONSE: Response = { decisions: [], containment: { state: 'none' } };
