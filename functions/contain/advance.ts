/**
 * Takes an incident one step further, whatever step that is: what is to be done follows from its state in the table alone,
 * and not from the message that came. So messages may come late, twice, in any order, or not at all.
 */
import type { IncidentId } from '../../shared/incident/incident.ts';
import type { Holding } from '../../shared/response/budget/ledger.ts';
import type { Containment } from '../../shared/response/response.ts';
import { beginContainment, beginRelease } from './begin.ts';
import { consider } from './consider.ts';
import { follow } from './progress.ts';
import type { ContainSurroundings } from './surroundings.ts';

/**
 * @param isNews - the incident itself has news, not only its response
 * @throws Error where something can't be asked or written: to be delivered again
 */
export async function advance(
  surroundings: ContainSurroundings,
  id: IncidentId,
  isNews: boolean,
): Promise<void> {
  const incident = (await surroundings.incidents.load(id))?.record.incident ?? null;
  if (incident === null) return;
  const { containment } = incident.response;
  switch (containment.state) {
    case 'none':
    case 'withheld':
    case 'proposed':
      return consider(surroundings, id, isNews);
    case 'approved':
      return beginContainment(surroundings, incident, containment);
    case 'release-approved':
      return beginRelease(surroundings, incident, containment);
    case 'running':
    case 'releasing':
      return follow(surroundings, id, containment);
    case 'contained':
    case 'failed':
    case 'released':
    case 'release-failed':
      return;
  }
}

/** Does an incident in this state still need the target that it holds? */
function needs(containment: Containment, { decision }: Holding): boolean {
  switch (containment.state) {
    case 'approved':
    case 'running':
    case 'release-approved':
    case 'releasing':
      // A release takes over what the containment held.
      return containment.state.startsWith('release') || containment.decision === decision;
    case 'contained':
    case 'release-failed':
      return true;
    case 'none':
    case 'withheld':
    case 'proposed':
    case 'failed':
    case 'released':
      return false;
  }
}

/**
 * Takes every incident that holds a target one step further, and frees targets that none needs any more. Called every few
 * minutes and whenever SSM says that an automation changed, it finds whatever was missed.
 *
 * @throws Error the first of what went wrong, after all were tried
 */
export async function advanceAll(surroundings: ContainSurroundings): Promise<void> {
  const { budget, incidents } = surroundings;
  const failures: unknown[] = [];
  for (const holding of await budget.held()) {
    try {
      await advance(surroundings, holding.incident, false);
      const after = (await incidents.load(holding.incident))?.record.incident.response.containment;
      if (after === undefined || !needs(after, holding)) await budget.free(holding.decision);
    } catch (error) {
      failures.push(error);
    }
  }
  if (failures.length > 0) throw failures[0];
}
