/** An incident with shorter texts and lists, for whoever takes no more than so much of it. */
import type { Incident } from '../incident/incident.ts';

/** An incident's own bounds (snapshot.ts), halved again and again; no word of ours is longer than the least. */
const LONGEST_TEXT = 1024;
const LEAST_TEXT = 32;
const MOST_ITEMS = 32;

function cutText(text: string, longest: number): string {
  // Not in the middle of a character.
  return text.length > longest ? `${text.slice(0, longest).replace(/[\ud800-\udbff]$/, '')}…` : text;
}

function cutIncident(incident: Incident, longest: number, most: number): Incident {
  const walk = (value: unknown): unknown => {
    if (typeof value === 'string') return cutText(value, longest);
    if (Array.isArray(value)) return value.slice(0, most).map(walk);
    if (typeof value !== 'object' || value === null) return value;
    // Names are ours and short, but for those of tags.
    return Object.fromEntries(
      Object.entries(value).map(([key, item]) => [cutText(key, longest), walk(item)]),
    );
  };
  // Texts and lists became shorter and nothing else.
  const cut = walk(incident) as Incident;
  // A plan that was cut would be another plan than the one that is decided on.
  const { id, fingerprint, response } = incident;
  return { ...cut, id, fingerprint, response };
}

/**
 * What is made of the incident, where that fits, or else of the same incident with shorter texts and lists: the longest that
 * fits, or the shortest that there is. It is the incident that is cut and not what is made of it, so that the latter
 * is whole: ids, counts, times and severities are as they were, and every part of it is there.
 *
 * @param make - `shortened` says whether something was cut
 */
export function shortenedToFit<Made>(
  incident: Incident,
  make: (incident: Incident, shortened: boolean) => Made,
  fits: (made: Made) => boolean,
): Made {
  let made = make(incident, false);
  for (let part = 1; !fits(made) && LONGEST_TEXT / part >= LEAST_TEXT; part *= 2)
    made = make(cutIncident(incident, LONGEST_TEXT / part, MOST_ITEMS / part), true);
  return made;
}
