/** Decisions over any store, and an incident that is in it. */
import type { Incident, IncidentId } from '../../shared/incident/incident.ts';
import type { IncidentStore } from '../../shared/incident/incident-store.ts';
import type { Suppression } from '../../shared/incident/suppression.ts';
import { DecisionRecorder } from '../../shared/response/decision-recorder.ts';
import type { Containment } from '../../shared/response/response.ts';
import { ResponseWriter } from '../../shared/response/response-writer.ts';
import { type FoundParts, found } from '../incident/findings.ts';
import { recorderOf } from '../incident/memory-incidents.ts';

/** Decisions that wait for nothing, and the suppressions that they wrote, by id. */
export function decisionsOver(incidents: IncidentStore) {
  const suppressions = new Map<string, Suppression>();
  const writer = new ResponseWriter({ incidents, random: () => 1, sleep: async () => undefined });
  const put = async (suppression: Suppression) => void suppressions.set(suppression.id, suppression);
  return { writer, suppressions, decisions: new DecisionRecorder({ writer, suppressions: { put } }) };
}

/** Records a finding, and puts its incident into a state. */
export async function incidentInStore(
  incidents: IncidentStore,
  containment: Containment,
  parts: FoundParts = {},
): Promise<Incident> {
  const [incident] = await recorderOf({ incidents }).record([found(parts)]);
  if (incident === undefined) throw new Error('nothing was recorded');
  if (containment.state === 'none') return incident;
  const { writer } = decisionsOver(incidents);
  const changed = await writer.change(incident.id, ({ response }) => ({ ...response, containment }));
  if (changed === null) throw new Error('it is gone');
  return changed;
}

/** The incident as it is stored. */
export async function storedIncident(incidents: IncidentStore, id: IncidentId): Promise<Incident> {
  const stored = await incidents.load(id);
  if (stored === null) throw new Error('it is gone');
  return stored.record.incident;
}
