/** An incident as the plain text of an e-mail: who has only a telephone at hand reads no JSON. */
import type { Incident } from '../incident/incident.ts';
import { REMEDIATION } from './ocsf-catalogue.ts';
import { descriptionOf } from './ocsf-description.ts';
import { messageOf } from './ocsf-title.ts';
import { shortenedToFit } from './shortened.ts';

/** Characters: the message to the topic has room for this beside the finding. */
const MOST = 32_000;

function textOf(incident: Incident, shortened: boolean): string {
  return [
    messageOf(incident),
    '',
    descriptionOf(incident),
    '',
    `What to do (${incident.environment}): ${REMEDIATION[incident.environment]}`,
    '',
    `Incident ${incident.id}, alert ${incident.generation}`,
    ...(shortened
      ? ['Texts of the host and lists were shortened: the finding on the topic has more of them']
      : []),
  ].join('\n');
}

/**
 * Lines of text, 32,000 characters at most; whatever the host wrote stands behind a word of ours and can't begin a line.
 * Where it wrote too much, all of it is cut and every line of ours stays.
 */
export function emailText(incident: Incident): string {
  return shortenedToFit(incident, textOf, (text) => text.length <= MOST);
}
