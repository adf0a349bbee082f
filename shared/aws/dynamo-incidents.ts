/** Incidents in the table. */
import { GetItemCommand, UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import type { IncidentId } from '../incident/incident.ts';
import type { IncidentStore, Versioned } from '../incident/incident-store.ts';
import type { IncidentRecord } from '../incident/merge.ts';
import { incidentAttributes, incidentKey, recordOf } from './incident-item.ts';
import { expiry, isRefused, isThrottled, number, numberOf, text } from './item.ts';
import type { Table } from './table.ts';

/** Marks an incident whose latest generation is to be told: what the stream's filter and the sparse index look for. */
export const UNTOLD = 'yes';

/** Incidents as items, each written with one conditional update. */
export class DynamoIncidents implements IncidentStore {
  private readonly table: Table;
  private readonly retention: number;

  /** @param retention - milliseconds after its last change for which an incident is kept */
  constructor(table: Table, retention: number) {
    this.table = table;
    this.retention = retention;
  }

  async load(id: IncidentId): Promise<Versioned | null> {
    const { Item } = await this.table.client.send(
      new GetItemCommand({ TableName: this.table.name, Key: incidentKey(id), ConsistentRead: true }),
    );
    return Item === undefined ? null : { record: recordOf(Item), version: numberOf(Item, 'version') };
  }

  async save(record: IncidentRecord, version: number, untold: boolean): Promise<boolean> {
    const { client, name, now } = this.table;
    const attributes = {
      ...incidentAttributes(record),
      version: number(version + 1),
      expires: expiry(now(), this.retention),
      ...(untold ? { untold: text(UNTOLD) } : {}),
    };
    const entries = Object.entries(attributes);
    try {
      await client.send(
        new UpdateItemCommand({
          TableName: name,
          Key: incidentKey(record.incident.id),
          UpdateExpression: `SET ${entries.map((_, index) => `#n${index} = :v${index}`).join(', ')}`,
          ConditionExpression: version === 0 ? 'attribute_not_exists(#version)' : '#version = :version',
          ExpressionAttributeNames: {
            '#version': 'version',
            ...Object.fromEntries(entries.map(([key], index) => [`#n${index}`, key])),
          },
          ExpressionAttributeValues: {
            ...(version === 0 ? {} : { ':version': number(version) }),
            ...Object.fromEntries(entries.map(([, value], index) => [`:v${index}`, value])),
          },
        }),
      );
      return true;
    } catch (error) {
      // Many who write one item are throttled (AWS: 1,000 write units a second for a partition) as soon as refused.
      if (isRefused(error) || isThrottled(error)) return false;
      throw error;
    }
  }
}
