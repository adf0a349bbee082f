/** How far people and ldwatch have come with an incident, as OCSF says it (schema.ocsf.io/1.5.0, Detection Finding, `status_id`). */
import type { Incident } from '../incident/incident.ts';
import type { Response } from '../response/response.ts';
import { standingDismissal, standingSuppression } from '../response/standing.ts';
import type { OcsfDetectionFinding } from './ocsf-shape.ts';
import { decisionLine } from './response-text.ts';

type Status = Pick<OcsfDetectionFinding, 'status_id' | 'status' | 'comment'>;

const NEW = { status_id: 1, status: 'New' } as const;
const IN_PROGRESS = { status_id: 2, status: 'In Progress' } as const;
/** Reviewed, and found to be harmless. */
const SUPPRESSED = { status_id: 3, status: 'Suppressed' } as const;

function isWorkedOn({ containment }: Response): boolean {
  switch (containment.state) {
    case 'none':
    case 'withheld':
    case 'proposed':
      return false;
    case 'approved':
    case 'running':
    case 'contained':
    case 'failed':
    case 'release-approved':
    case 'releasing':
    case 'released':
    case 'release-failed':
      return true;
  }
}

/**
 * `Resolved` is nothing that ldwatch could know: who released a host may go on working on it. What was suppressed is so as
 * long as its latest execution lies within the suppression, because no clock may be in this.
 */
export function statusOf(incident: Incident): Status {
  const { response, severity, last } = incident;
  const latest = response.decisions.at(-1);
  const comment = latest === undefined ? {} : { comment: decisionLine(latest).text };
  const isHarmless =
    standingDismissal(incident) !== null || standingSuppression(response, severity, last) !== null;
  if (isHarmless) return { ...SUPPRESSED, ...comment };
  return { ...(isWorkedOn(response) ? IN_PROGRESS : NEW), ...comment };
}
