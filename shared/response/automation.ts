/** What is asked of the runbooks `contain` and `release`, and what they answer. */

import type { IncidentId } from '../incident/incident.ts';
import type { Action } from './actions/action.ts';
import { ACTIONS } from './actions/registry.ts';
import { clientToken } from './client-token.ts';
import type { ContainmentPlan, DecisionId, PlannedProcess } from './response.ts';

/** One start. The same decision about the same target is the same start, whoever asks for it and how often. */
export interface AutomationStart {
  readonly runbook: 'contain' | 'release';
  /** A UUID: SSM starts one automation for it at most. */
  readonly token: string;
  /** By name; nothing in them is a host's text. */
  readonly parameters: Readonly<Record<string, string>>;
}

/** How far an automation has come. Sentences may hold what a host printed. */
export type AutomationReport =
  | { readonly state: 'under-way' }
  | { readonly state: 'succeeded'; readonly done: readonly string[] }
  | { readonly state: 'failed'; readonly because: string };

/** What is started for. */
export interface StartFor {
  readonly incident: IncidentId;
  readonly decision: DecisionId;
  readonly plan: ContainmentPlan;
  /** Where the host's log lies: the same for all findings of an incident. */
  readonly logGroup: string;
}

/** A plan that no runbook can be started for; its message says why. */
export class NoRunbookError extends Error {
  override readonly name = 'NoRunbookError';
}

function instanceOf({ target }: ContainmentPlan): string {
  if (target.kind === 'instance') return target.instanceId;
  throw new NoRunbookError('a task is contained by hand only: start the runbook contain-task');
}

/** Milliseconds around the execution of which the log is kept. */
const LOG_AROUND = 3_600_000;

/** Which process: a runbook touches it only if all of this still fits. */
function processParameters({ pid, executableHex, time, auditEvent }: PlannedProcess): Record<string, string> {
  const [EventTime = '', EventSerial = ''] = auditEvent?.split(':') ?? [(time / 1000).toFixed(3)];
  return {
    Pid: String(pid),
    EventTime,
    EventSerial,
    ExecutableHex: executableHex ?? '',
    LogFrom: String(time - LOG_AROUND),
    LogTo: String(time + LOG_AROUND),
  };
}

function containParameters({ incident, plan, logGroup }: StartFor): Record<string, string> {
  const InstanceId = instanceOf(plan);
  if (plan.process === null) throw new NoRunbookError('the plan does not say which process it is about');
  return {
    InstanceId,
    Incident: incident,
    ...processParameters(plan.process),
    LogGroup: logGroup,
    LogStream: InstanceId,
  };
}

/** What the runbook's own patterns refuse is left out where it may be, and stops the start where it has to be given. */
function fitting(action: Action, given: Readonly<Record<string, string>>): Record<string, string> {
  const parameters = Object.entries(given).filter(([name, value]) => {
    const parameter = action.parameters[name];
    if (parameter === undefined) return false;
    if (new RegExp(parameter.pattern).test(value)) return true;
    if (parameter.standard !== null) return false;
    throw new NoRunbookError(`the runbook ${action.name} does not take this ${name}`);
  });
  return Object.fromEntries(parameters);
}

/** @throws NoRunbookError where there is none to start */
export function startOf(runbook: 'contain' | 'release', wanted: StartFor): AutomationStart {
  const { incident, decision, plan } = wanted;
  const given = runbook === 'contain' ? containParameters(wanted) : { InstanceId: instanceOf(plan) };
  return {
    runbook,
    token: clientToken({ incident, action: runbook, target: plan.target, decision }),
    parameters: fitting(ACTIONS[runbook], given),
  };
}
