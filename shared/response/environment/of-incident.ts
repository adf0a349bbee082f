/** Where an incident stands, once its hosts were looked up. */
import type { Environment, Incident } from '../../incident/incident.ts';
import type { HostCard, Places } from '../../incident/places.ts';
import type { ResourceTags } from './evidence.ts';
import type { EnvironmentNaming } from './naming.ts';
import { evidenceOf } from './of-finding.ts';
import { graverEnvironment, type ResolvedEnvironment, resolveEnvironment } from './resolve.ts';

/** An incident's environment, and how that is known. */
export interface IncidentPlace {
  readonly environment: Environment;
  readonly places: Places;
}

/** Tags of the host's instance; of tasks none are looked up yet, because no format that is read names one. */
function tagsOf(card: HostCard): ResourceTags[] {
  switch (card.found) {
    case 'instance':
      return [{ of: 'instance', tags: card.instance.tags }];
    case 'unread':
      return [{ of: 'instance', tags: null }];
    case 'nothing':
    case 'no-name':
      return [];
  }
}

function others(all: readonly ResolvedEnvironment[], environment: Environment): string {
  const names = new Set(all.map((one) => one.environment).filter((name) => name !== environment));
  return names.size === 0 ? '' : `; other hosts of it are in ${[...names].toSorted().join(' and ')}`;
}

/**
 * An incident is where most is at stake: if one of its hosts is in production, so is it, and it stays there, so that it
 * is not told here and there in turns.
 *
 * @param cards - of its hosts, that of the gravest finding first; at least one
 * @param before - in which environment it was told before
 */
export function placeOf(
  incident: Incident,
  cards: readonly HostCard[],
  naming: EnvironmentNaming,
  before: IncidentPlace | null,
): IncidentPlace {
  const evidence = evidenceOf(incident.gravest);
  const all = cards.map((card) => resolveEnvironment({ ...evidence, tags: tagsOf(card) }, naming));
  const [gravest = resolveEnvironment(evidence, naming)] = all;
  const now = all.reduce(
    (one, other) => (graverEnvironment(one.environment, other.environment) === one.environment ? one : other),
    gravest,
  );
  if (before !== null && graverEnvironment(before.environment, now.environment) !== now.environment)
    return { environment: before.environment, places: { ...before.places, before: null, hosts: cards } };
  return {
    environment: now.environment,
    places: {
      told: now.told,
      because: `${now.because}${others(all, now.environment)}`,
      before: before === null || before.environment === now.environment ? null : before.environment,
      hosts: cards,
    },
  };
}
