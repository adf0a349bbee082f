/**
 * What can be approved or released now. Whoever presses a button decides on what they saw: by its offer it is known
 * whether that is still what would be done.
 */
import { createHash } from 'node:crypto';
import type { Containment, ContainmentPlan } from './response.ts';
import { targetParts } from './target-parts.ts';

/** Twenty hex digits: the plan, and for a release the automation whose changes it undoes. */
export type OfferId = string & { readonly brand: 'OfferId' };

function offer(what: 'approve' | 'release', plan: ContainmentPlan, execution: string | null): OfferId {
  const steps = plan.steps.map(({ action, does }) => [action, does]);
  const { process } = plan;
  const about =
    process === null ? null : [process.pid, process.executableHex, process.time, process.auditEvent];
  const text = JSON.stringify([what, targetParts(plan.target), about, steps, plan.dryRun, execution]);
  // Branding is the only way to make one.
  return createHash('sha256').update(text).digest('hex').slice(0, 20) as OfferId;
}

/** @returns null where there is nothing to approve and nothing to release; equal for equal plans, whenever proposed */
export function offerOf(containment: Containment): OfferId | null {
  switch (containment.state) {
    case 'proposed':
      return offer('approve', containment.plan, null);
    case 'contained':
      return offer('release', containment.plan, containment.execution);
    case 'failed':
      return containment.execution === null
        ? null
        : offer('release', containment.plan, containment.execution);
    case 'release-failed':
      return offer('release', containment.plan, containment.contained);
    case 'none':
    case 'withheld':
    case 'approved':
    case 'running':
    case 'release-approved':
    case 'releasing':
    case 'released':
      return null;
  }
}
