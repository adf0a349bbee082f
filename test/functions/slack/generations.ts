/** One incident as it goes on: what is published of each of its generations. */
import type { Incident, News } from '../../../shared/incident/incident.ts';
import { incidentOfCase } from '../../alert/ocsf-cases.ts';

const FLEET = incidentOfCase('fleet');

/** A generation of the incident `fleet`, which tells `news`. */
export function generation(number: number, change: Partial<Incident>, ...news: News[]): Incident {
  return { ...FLEET, ...change, generation: number, news };
}

/** New and mild, then often, then grave, then on many hosts. */
export const GENERATIONS: readonly Incident[] = [
  generation(1, { severity: 'medium', count: 1, hostCount: 1 }, { what: 'new' }),
  generation(2, { severity: 'medium', count: 10, hostCount: 1 }, { what: 'repeats', passed: 10 }),
  generation(3, { count: 11, hostCount: 1 }, { what: 'severity', from: 'medium' }),
  generation(4, { count: 15, hostCount: 5 }, { what: 'hosts', passed: 5 }),
];
