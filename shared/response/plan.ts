/** What would be done about a finding: the steps of the runbook `contain`, in its order, about one target and process. */
import type { Incident } from '../incident/incident.ts';
import type { FindingSnapshot } from '../incident/snapshot.ts';
import { encodeBytes } from '../telemetry/byte-string.ts';
import { CONTAIN_STEPS } from './actions/contain.ts';
import { ACTIONS } from './actions/registry.ts';
import type { ContainmentPlan, ContainmentTarget, PlannedProcess, PlannedStep } from './response.ts';

/** A step that a person takes before approving. */
const MAKE_SURE = 'make-sure';

/** The audit event's own time and number. */
const AUDIT_EVENT = /^\d{9,11}\.\d{1,9}:\d{1,20}$/;

function hexOf(path: string | null): string | null {
  // A path that was cut (snapshot.ts) is another path.
  return path === null || path.endsWith('…') ? null : encodeBytes(path).toString('hex');
}

function processOf({ process, time, sourceEventId }: FindingSnapshot): PlannedProcess | null {
  if (process.pid === null) return null;
  return {
    pid: process.pid,
    executableHex: hexOf(process.exe),
    time,
    auditEvent: AUDIT_EVENT.test(sourceEventId) ? sourceEventId : null,
  };
}

/** How a plan is to be made. */
export interface PlanParts {
  readonly dryRun: boolean;
  /** What a person has to make sure of before approving, in sentences of ours. */
  readonly doubts: readonly string[];
}

/** Of an incident on several hosts one is contained; null where there is only one. */
export function othersOf({ hostCount, hostCountIsAtLeast }: Incident): string | null {
  if (hostCount <= 1) return null;
  const others = hostCount - 1;
  const many = `${hostCountIsAtLeast ? 'at least ' : ''}${others} other ${others === 1 ? 'host' : 'hosts'}`;
  return `the same behaviour was seen on ${many}: only the host of the gravest finding is contained`;
}

/** The plan for a finding; equal for equal findings, targets and parts. */
export function planOf(
  finding: FindingSnapshot,
  target: ContainmentTarget,
  { dryRun, doubts }: PlanParts,
): ContainmentPlan {
  const steps: PlannedStep[] = CONTAIN_STEPS.map((action) => ({
    action,
    does: ACTIONS[action].does(target),
  }));
  return {
    target,
    process: processOf(finding),
    steps: [...doubts.map((does) => ({ action: MAKE_SURE, does })), ...steps],
    dryRun,
  };
}
