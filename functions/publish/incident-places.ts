/**
 * Says where an incident stands before it is told. What was found is kept before it is told, so that whoever tells it
 * again after a crash says the same, whatever became of its hosts meanwhile.
 */
import type { PlacesStore } from '../../shared/aws/dynamo-places.ts';
import type { Incident } from '../../shared/incident/incident.ts';
import type { EnvironmentNaming } from '../../shared/response/environment/naming.ts';
import { placeOf } from '../../shared/response/environment/of-incident.ts';
import type { HostLookup } from './host-lookup.ts';

/** What it works with. */
export interface IncidentPlacesSurroundings {
  readonly lookup: Pick<HostLookup, 'cards'>;
  readonly store: PlacesStore;
  readonly naming: EnvironmentNaming;
}

/** Says where incidents stand. */
export class IncidentPlaces {
  private readonly surroundings: IncidentPlacesSurroundings;

  constructor(surroundings: IncidentPlacesSurroundings) {
    this.surroundings = surroundings;
  }

  /**
   * The incident with its places, and in the environment that they tell.
   *
   * @throws what the store throws: nothing is told then that could not be said again
   */
  async placed(incident: Incident): Promise<Incident> {
    const { lookup, store, naming } = this.surroundings;
    const { id, generation } = incident;
    const before = await store.load(id);
    if (before !== null && before.generation >= generation)
      return { ...incident, environment: before.environment, places: before.places };
    const place = placeOf(incident, await lookup.cards(incident), naming, before);
    const { environment, places } = await store.keep(id, { generation, ...place });
    return { ...incident, environment, places };
  }
}
