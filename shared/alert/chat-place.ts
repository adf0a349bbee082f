/** Where an incident stands and how that is known, and what the account says of its host, for a chat. */
import type { Incident } from '../incident/incident.ts';
import { inCode, inSentence } from './chat-text.ts';
import { gravestCard } from './place-text.ts';

const LONGEST_REASON = 200;
const LONGEST_NAME = 120;

/** Lines; none where nothing was looked up. */
export function chatPlace(incident: Incident): string[] {
  const { places, environment } = incident;
  if (places === null) return [];
  const card = gravestCard(incident);
  const name = card?.found === 'instance' ? card.instance.name : null;
  return [
    `*Environment:* ${environment}, because ${inSentence(places.because, LONGEST_REASON)}`,
    ...(name === null ? [] : [`*Instance:* named ${inCode(name, LONGEST_NAME)}`]),
  ];
}
