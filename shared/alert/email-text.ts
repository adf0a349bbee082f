/** An incident as the plain text of an e-mail: who has only a telephone at hand reads no JSON. */
import type { Incident } from '../incident/incident.ts';
import { insightsLink } from './insights-link.ts';
import { REMEDIATION } from './ocsf-catalogue.ts';
import { factsOf, responseTexts } from './ocsf-description.ts';
import { messageOf } from './ocsf-title.ts';
import { BY_ITSELF } from './response-text.ts';
import { shortenedToFit } from './shortened.ts';

/** Characters: the message to the topic has room for this beside the finding. */
const MOST = 32_000;

/** Where the log is read; the address is ours, and what of it a host named is escaped. */
function logLines({ gravest: { origin, time } }: Incident): string[] {
  const url = insightsLink(origin, time);
  return url === null ? [] : ['', `The log around it: ${url}`];
}

function textOf(incident: Incident, shortened: boolean): string {
  return [
    messageOf(incident),
    '',
    ...factsOf(incident),
    '',
    `${BY_ITSELF}:`,
    ...responseTexts(incident),
    '',
    `What to do (${incident.environment}): ${REMEDIATION[incident.environment]}`,
    ...logLines(incident),
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
