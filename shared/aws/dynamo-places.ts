/**
 * Where an incident was told to stand, in the table: whoever tells the same generation again, after a crash, says the
 * same, and later generations know what was said before.
 */
import { GetItemCommand, UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import * as z from 'zod/mini';
import { ENVIRONMENTS, type Environment, type IncidentId } from '../incident/incident.ts';
import type { Places } from '../incident/places.ts';
import { expiry, type Item, isRefused, number, text } from './item.ts';
import type { Table } from './table.ts';

/** What was told of a generation. */
export interface ToldPlaces {
  readonly generation: number;
  readonly environment: Environment;
  readonly places: Places;
}

/** Keeps what was told. */
export interface PlacesStore {
  /** What was told last, or is about to be; null for nothing. */
  load(id: IncidentId): Promise<ToldPlaces | null>;
  /** @returns what is to be told: this, or what another one kept first for this generation or a later one */
  keep(id: IncidentId, told: ToldPlaces): Promise<ToldPlaces>;
}

/** Only our own functions write the table: the shape tells another version's items. */
const ToldShape = z.object({
  generation: z.int(),
  environment: z.enum(ENVIRONMENTS),
  places: z.looseObject({ told: z.string(), because: z.string(), hosts: z.array(z.looseObject({})) }),
});

function keyOf(id: IncidentId) {
  return { pk: text(`places#${id}`), sk: text('told') };
}

function toldOf(item: Item | undefined): ToldPlaces | null {
  try {
    const value: unknown = JSON.parse(item?.['places']?.S ?? 'null');
    // Checked as far as it tells versions apart; the rest is what `keep` wrote.
    return ToldShape.safeParse(value).success ? (value as ToldPlaces) : null;
  } catch {
    return null;
  }
}

/** One item for each incident. */
export class DynamoPlaces implements PlacesStore {
  private readonly table: Table;
  private readonly retention: number;

  /** @param retention - milliseconds for which it is kept, as long as incidents */
  constructor(table: Table, retention: number) {
    this.table = table;
    this.retention = retention;
  }

  async load(id: IncidentId): Promise<ToldPlaces | null> {
    const { Item } = await this.table.client.send(
      new GetItemCommand({ TableName: this.table.name, Key: keyOf(id), ConsistentRead: true }),
    );
    return toldOf(Item);
  }

  async keep(id: IncidentId, told: ToldPlaces): Promise<ToldPlaces> {
    const { client, name, now } = this.table;
    try {
      await client.send(
        new UpdateItemCommand({
          TableName: name,
          Key: keyOf(id),
          UpdateExpression: 'SET places = :places, generation = :generation, expires = :expires',
          ConditionExpression: 'attribute_not_exists(generation) OR generation < :generation',
          ExpressionAttributeValues: {
            ':places': text(JSON.stringify(told)),
            ':generation': number(told.generation),
            ':expires': expiry(now(), this.retention),
          },
        }),
      );
      return told;
    } catch (error) {
      if (!isRefused(error)) throw error;
      return (await this.load(id)) ?? told;
    }
  }
}
