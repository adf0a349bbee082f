/** Every form that an incident is told in. A new output is one line here, and the preview shows it. */
import { ocsfDetectionFinding } from '../../shared/alert/ocsf.ts';
import { topicMessage } from '../../shared/alert/topic-message.ts';
import type { Incident } from '../../shared/incident/incident.ts';

/** One form. */
interface Output {
  readonly name: string;
  /** As text; JSON is indented. */
  readonly of: (incident: Incident) => string;
}

function indented(value: unknown): string {
  return JSON.stringify(value, null, 2);
}

/** In the order in which they are shown. */
export const OUTPUTS: readonly Output[] = [
  { name: 'Subject', of: (incident) => topicMessage(incident).subject },
  { name: 'Attributes', of: (incident) => indented(topicMessage(incident).attributes) },
  { name: 'E-mail', of: (incident) => topicMessage(incident).email },
  { name: 'OCSF Detection Finding', of: (incident) => indented(ocsfDetectionFinding(incident)) },
];
