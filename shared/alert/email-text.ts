/** An incident as the plain text of an e-mail: who has only a telephone at hand reads no JSON. */
import type { Incident } from '../incident/incident.ts';
import { REMEDIATION } from './ocsf-catalogue.ts';
import { factsOf, responseTexts } from './ocsf-description.ts';
import { messageOf } from './ocsf-title.ts';
import { BY_ITSELF } from './response-text.ts';

/** Characters: the message to the topic has room for this beside the finding. */
const MOST = 32_000;

/** Lines of text; whatever the host wrote stands behind a word of ours and can't begin a line. */
export function emailText(incident: Incident): string {
  const text = [
    messageOf(incident),
    '',
    ...factsOf(incident),
    '',
    `${BY_ITSELF}:`,
    ...responseTexts(incident),
    '',
    `What to do (${incident.environment}): ${REMEDIATION[incident.environment]}`,
    '',
    `Incident ${incident.id}, alert ${incident.generation}`,
  ].join('\n');
  return text.length > MOST ? `${text.slice(0, MOST)}\n… (shortened)` : text;
}
