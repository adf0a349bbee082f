/** A decision made from the command line: on what is in the table at that moment, which is shown first. */

import { printable } from '../../shared/alert/printable.ts';
import { BY_ITSELF, responseLines } from '../../shared/alert/response-text.ts';
import type { Incident } from '../../shared/incident/incident.ts';
import type { IncidentStore } from '../../shared/incident/incident-store.ts';
import { decisionId } from '../../shared/response/decision-id.ts';
import type { DecisionRecorder } from '../../shared/response/decision-recorder.ts';
import { offerOf } from '../../shared/response/offer.ts';
import type { DecisionKind } from '../../shared/response/response.ts';
import type { DecideOptions } from './options.ts';

/** What can be decided with an incident's id; `ldwatch suppress` has options of its own. */
export type CommandKind = Exclude<DecisionKind, 'suppress'>;

/** What it works with. */
export interface DecideSurroundings {
  readonly incidents: Pick<IncidentStore, 'load'>;
  readonly decisions: Pick<DecisionRecorder, 'record'>;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** Another one each time. */
  readonly uuid: () => string;
  /** Takes lines for people. */
  readonly write: (text: string) => void;
}

/** Exit status where nothing was decided. */
const REFUSED = 2;

const DONE: Readonly<Record<CommandKind, string>> = {
  approve: 'The approval is written down',
  dismiss: 'The dismissal is written down',
  release: 'The release is written down',
};

/** As in alerts: no text of a host can change what the terminal shows. */
function shown(incident: Incident): string {
  const lines = responseLines(incident).map(({ label, text }) => `  ${label}: ${printable(text)}\n`);
  return `${BY_ITSELF}:\n${lines.join('')}`;
}

/**
 * Decides, unless somebody was first or the incident changes meanwhile.
 *
 * @returns the exit status
 * @throws what the stores throw
 */
export async function decideIncident(
  kind: CommandKind,
  { incident: id, by, plan }: Pick<DecideOptions, 'incident' | 'by' | 'plan'>,
  { incidents, decisions, now, uuid, write }: DecideSurroundings,
): Promise<number> {
  const before = await incidents.load(id);
  if (before === null) {
    write(`There is no incident ${id}.\n`);
    return REFUSED;
  }
  const { incident } = before.record;
  write(shown(incident));
  const recorded = await decisions.record(id, {
    id: decisionId(['cli', uuid()]),
    kind,
    by: { via: 'cli', who: by },
    at: now(),
    seen: { severity: incident.severity, offer: plan ?? offerOf(incident.response.containment) },
  });
  switch (recorded.outcome) {
    case 'decided':
    case 'repeated':
      write(`${DONE[kind]}. Now:\n${shown(recorded.incident)}`);
      return 0;
    case 'refused':
      write(`Nothing was decided. ${recorded.sentence}\n`);
      return REFUSED;
    case 'unknown-incident':
      write('Nothing was decided: the incident is not kept any more.\n');
      return REFUSED;
  }
}
