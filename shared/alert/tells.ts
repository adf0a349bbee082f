/** What sort of telling a generation of an incident is, for whoever wants to hear of some only. */
import type { Incident } from '../incident/incident.ts';

/**
 * Values of the topic's attribute `tells`. `alert`: something that nobody was told of, a new incident or a graver finding
 * of one. `update`: the same goes on, or something was decided. `follow-up`: more about what was told, worth reading
 * beside the alert, and not worth waking anybody.
 */
export const TELLS = ['alert', 'update', 'follow-up'] as const;
export type Tells = (typeof TELLS)[number];

/** What the current generation is. */
export function tellsOf({ news }: Pick<Incident, 'news'>): Tells {
  if (news.some(({ what }) => what === 'new' || what === 'severity')) return 'alert';
  return news.length > 0 && news.every(({ what }) => what === 'login') ? 'follow-up' : 'update';
}
