/** An incident as an item of the table: what is filtered and searched by as attributes, the rest as JSON. */
import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import * as z from 'zod/mini';
import { SEVERITIES } from '../detection/severity.ts';
import type { Incident, IncidentId } from '../incident/incident.ts';
import type { IncidentRecord } from '../incident/merge.ts';
import type { Extent } from '../incident/news.ts';
import { bytesOf, type Item, ItemError, number, stringOf, text } from './item.ts';

/** The incident's key; its state is the only item under it. */
export function incidentKey(id: IncidentId): { pk: AttributeValue; sk: AttributeValue } {
  return { pk: text(`incident#${id}`), sk: text('state') };
}

/** Only our own functions write the table: the shape tells another version's items, not an attacker's. */
const IncidentShape = z.looseObject({
  id: z.string(),
  fingerprint: z.string(),
  generation: z.int(),
  count: z.int(),
  gravest: z.looseObject({ kind: z.string(), origin: z.looseObject({ account: z.string() }) }),
  response: z.looseObject({ containment: z.looseObject({ state: z.string() }) }),
  loginHistory: z.nullable(z.looseObject({ state: z.string() })),
  places: z.null(),
});

const ToldShape = z.nullable(
  z.object({ severity: z.enum(SEVERITIES), count: z.int(), hostCount: z.int(), reportCount: z.int() }),
);

/** The attributes of an incident, without its key, version and expiry. */
export function incidentAttributes({ incident, counted, hostHashes, told }: IncidentRecord) {
  return {
    generation: number(incident.generation),
    count: number(incident.count),
    severity: text(incident.severity),
    kind: text(incident.gravest.kind),
    account: text(incident.gravest.origin.account),
    environment: text(incident.environment),
    first: text(new Date(incident.first).toISOString()),
    last: text(new Date(incident.last).toISOString()),
    incident: text(JSON.stringify(incident)),
    counted: { B: counted },
    hostHashes: { B: hostHashes },
    told: text(JSON.stringify(told)),
  };
}

/** @throws ItemError where the item holds no incident of this version */
export function incidentOf(item: Item): Incident {
  try {
    const value: unknown = JSON.parse(stringOf(item, 'incident'));
    IncidentShape.parse(value);
    // Checked as far as it tells versions apart; the rest is what `incidentAttributes` wrote.
    return value as Incident;
  } catch (error) {
    if (error instanceof ItemError) throw error;
    throw new ItemError(
      `an incident of the table can't be read: ${error instanceof Error ? error.message : ''}`,
    );
  }
}

function toldOf(item: Item): Extent | null {
  try {
    return ToldShape.parse(JSON.parse(stringOf(item, 'told')));
  } catch (error) {
    throw new ItemError(
      `what was told of an incident can't be read: ${error instanceof Error ? error.message : ''}`,
    );
  }
}

/** @throws ItemError where the item holds no incident of this version */
export function recordOf(item: Item): IncidentRecord {
  return {
    incident: incidentOf(item),
    counted: bytesOf(item, 'counted'),
    hostHashes: bytesOf(item, 'hostHashes'),
    told: toldOf(item),
  };
}
