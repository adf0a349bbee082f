/** When there is something new to tell of an incident: its first finding, more than before, graver, wider. */
import { compareSeverity } from '../detection/severity.ts';
import type { Incident, News } from './incident.ts';

/** Told again when it happened so often. */
const REPEATS = [10, 100, 1000] as const;
/** And when it was seen on so many hosts: the second is the news of the night, the hundredth is not. */
const HOSTS = [2, 5, 10, 100, 1000] as const;

/** How grave, how often and how wide: what an incident was told as. */
export interface Extent extends Pick<Incident, 'severity' | 'count' | 'hostCount'> {
  /** Of GuardDuty. */
  readonly reportCount: number;
}

function passed(steps: readonly number[], before: number, now: number): number | null {
  return steps.findLast((step) => before < step && now >= step) ?? null;
}

/**
 * @param told - the incident as its latest generation tells it, null where it has none: what came since and was
 *   suppressed is no less new
 * @returns what of it nobody was told yet; empty where nothing is worth an alert
 */
export function newsOf(told: Extent | null, now: Extent): News[] {
  if (told === null) return [{ what: 'new' }];
  const news: News[] = [];
  if (compareSeverity(now.severity, told.severity) > 0) news.push({ what: 'severity', from: told.severity });
  const repeats = passed(REPEATS, told.count, now.count);
  if (repeats !== null) news.push({ what: 'repeats', passed: repeats });
  const hosts = passed(HOSTS, told.hostCount, now.hostCount);
  if (hosts !== null) news.push({ what: 'hosts', passed: hosts });
  if (now.reportCount > told.reportCount) news.push({ what: 'guardduty' });
  return news;
}
