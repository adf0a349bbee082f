/** What would be done about a finding: the steps of the runbook `contain`, in its order, about one target and process. */
import type { Incident } from '../incident/incident.ts';
import type { FindingSnapshot } from '../incident/snapshot.ts';
import type { ActionName } from './actions/action.ts';
import { ACTIONS } from './actions/registry.ts';
import type { ContainmentPlan, ContainmentTarget, PlannedProcess, PlannedStep } from './response.ts';

/** Evidence first: what comes after destroys some of it. */
const STEPS: readonly ActionName[] = ['collect-evidence', 'stop-process', 'contain-instance'];

/** A step that a person takes before approving. */
export const MAKE_SURE = 'make-sure';

/** A path that was cut (snapshot.ts) is another path. */
function whole(path: string | null): string | null {
  return path?.endsWith('…') === true ? null : path;
}

function processOf({ process, time, sourceEventId }: FindingSnapshot): PlannedProcess | null {
  return process.pid === null ? null : { pid: process.pid, exe: whole(process.exe), time, sourceEventId };
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
  const steps = STEPS.flatMap((action): PlannedStep[] => {
    const does = ACTIONS[action]?.does(target);
    return does === undefined ? [] : [{ action, does }];
  });
  return {
    target,
    process: processOf(finding),
    steps: [...doubts.map((does) => ({ action: MAKE_SURE, does })), ...steps],
    dryRun,
  };
}
