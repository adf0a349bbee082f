/**
 * The one way to change what is decided about an incident and what came of it: read, judge what is there, write if nobody
 * else did meanwhile, or read again. The generation rises with it, so that it is told.
 */
import { ContentionError } from '../incident/errors.ts';
import type { Incident, IncidentId } from '../incident/incident.ts';
import type { IncidentStore } from '../incident/incident-store.ts';
import type { IncidentRecord } from '../incident/merge.ts';
import { boundedResponse } from './bounded-response.ts';
import type { Response } from './response.ts';

/** As many as a whole team takes that presses a button in the same second; waits grow to some hundred milliseconds each. */
const MOST_TRIES = 10;
const FIRST_WAIT = 10;
const LONGEST_WAIT = 200;

/** What writing works with. */
export interface ResponseWriterSurroundings {
  readonly incidents: IncidentStore;
  /** From 0 up to 1. */
  readonly random: () => number;
  readonly sleep: (milliseconds: number) => Promise<void>;
}

/** What an incident's response should be; null leaves it as it is. May be asked more than once. */
export type ResponseChange = (incident: Incident) => Response | null;

function tells(incident: Incident, response: Response): 'decision' | 'containment' {
  const isNew = response.decisions.at(-1)?.id !== incident.response.decisions.at(-1)?.id;
  return isNew ? 'decision' : 'containment';
}

/**
 * Who was told of the incident is told of this. What was told of its extent stays: what grew since, or was suppressed, is
 * no less new. An incident that nobody was told of stays untold.
 */
function withResponse(record: IncidentRecord, response: Response): IncidentRecord {
  const { incident } = record;
  const told: Pick<Incident, 'generation' | 'news'> =
    incident.generation === 0
      ? { generation: 0, news: incident.news }
      : {
          generation: incident.generation + 1,
          news: [{ what: 'response', tells: tells(incident, response) }],
        };
  return { ...record, incident: { ...incident, ...told, response: boundedResponse(response) } };
}

/** Writes responses. */
export class ResponseWriter {
  private readonly surroundings: ResponseWriterSurroundings;

  constructor(surroundings: ResponseWriterSurroundings) {
    this.surroundings = surroundings;
  }

  /**
   * Changes the response of an incident.
   *
   * @returns the incident as it is now, whether it was changed or not; null where there is none
   * @throws ContentionError, or what the store or `change` throws: it may be changed, and asking again is right
   */
  async change(id: IncidentId, change: ResponseChange): Promise<Incident | null> {
    const { incidents, random, sleep } = this.surroundings;
    for (let tries = 0; tries < MOST_TRIES; tries++) {
      const before = await incidents.load(id);
      if (before === null) return null;
      const response = change(before.record.incident);
      if (response === null) return before.record.incident;
      const record = withResponse(before.record, response);
      if (await incidents.save(record, before.version, record.incident.generation > 0))
        return record.incident;
      await sleep(random() * Math.min(FIRST_WAIT * 2 ** tries, LONGEST_WAIT));
    }
    throw new ContentionError(`incident ${id} was written by others at each of ${MOST_TRIES} tries`);
  }
}
