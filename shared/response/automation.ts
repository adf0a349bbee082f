/** What is asked of the runbooks `contain` and `release`, and what they answer. */

import type { IncidentId } from '../incident/incident.ts';
import { encodeBytes } from '../telemetry/byte-string.ts';
import { clientToken } from './client-token.ts';
import type { ContainmentPlan, DecisionId, PlannedProcess } from './response.ts';

/** One start. The same decision about the same target is the same start, whoever asks for it and how often. */
export interface AutomationStart {
  readonly runbook: 'contain' | 'release';
  /** A UUID: SSM starts one automation for it at most. */
  readonly token: string;
  /** By name; nothing in them is a host's text but in hexadecimal. */
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
}

/** A plan that there is no runbook for. */
export class NoRunbookError extends Error {
  override readonly name = 'NoRunbookError';
}

function instanceOf({ target }: ContainmentPlan): string {
  if (target.kind === 'instance') return target.instanceId;
  throw new NoRunbookError('there is no runbook yet that contains a task');
}

/** The audit event's own time and number, `1795400907.573:48009`. */
const AUDIT_EVENT = /^(\d{9,11}\.\d{1,9}):(\d{1,20})$/;

/** Which process: a runbook touches it only if all of this still fits. Left out where the record did not tell. */
function processParameters(process: PlannedProcess | null): Record<string, string> {
  if (process === null) return {};
  const [, time = (process.time / 1000).toFixed(3), serial] = AUDIT_EVENT.exec(process.sourceEventId) ?? [];
  return {
    Pid: String(process.pid),
    EventTime: time,
    ...(serial === undefined ? {} : { EventSerial: serial }),
    ...(process.exe === null ? {} : { ExecutableHex: encodeBytes(process.exe).toString('hex') }),
  };
}

/** @throws NoRunbookError where the target is no instance */
export function startOf(
  runbook: 'contain' | 'release',
  { incident, decision, plan }: StartFor,
): AutomationStart {
  const InstanceId = instanceOf(plan);
  return {
    runbook,
    token: clientToken({ incident, action: runbook, target: plan.target, decision }),
    parameters:
      runbook === 'contain'
        ? { InstanceId, Incident: incident, ...processParameters(plan.process) }
        : { InstanceId },
  };
}
