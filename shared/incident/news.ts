/** When there is something new to tell of an incident: its first finding, more than before, graver, wider. */
import { compareSeverity } from '../detection/severity.ts';
import type { Incident, News } from './incident.ts';

/** Told again when it happened so often. */
const REPEATS = [10, 100, 1000] as const;
/** And when it was seen on so many hosts: the second is the news of the night, the hundredth is not. */
const HOSTS = [2, 5, 10, 100, 1000] as const;

type Told = Pick<Incident, 'generation' | 'severity' | 'count' | 'hostCount'>;

function passed(steps: readonly number[], before: number, now: number): number | null {
  return steps.findLast((step) => before < step && now >= step) ?? null;
}

/**
 * @param before - the incident as it was, null where there was none
 * @returns what of it nobody was told yet; empty where nothing is worth an alert
 */
export function newsOf(before: Told | null, now: Omit<Told, 'generation'>): News[] {
  if (before === null || before.generation === 0) return [{ what: 'new' }];
  const news: News[] = [];
  if (compareSeverity(now.severity, before.severity) > 0)
    news.push({ what: 'severity', from: before.severity });
  const repeats = passed(REPEATS, before.count, now.count);
  if (repeats !== null) news.push({ what: 'repeats', passed: repeats });
  const hosts = passed(HOSTS, before.hostCount, now.hostCount);
  if (hosts !== null) news.push({ what: 'hosts', passed: hosts });
  return news;
}
