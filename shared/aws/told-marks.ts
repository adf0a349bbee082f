/** What was told of an incident to a destination: a mark in the incident's own item, a number that only rises. */
import { GetItemCommand, UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import type { IncidentId } from '../incident/incident.ts';
import { incidentKey } from './incident-item.ts';
import { isRefused, number } from './item.ts';
import type { Table } from './table.ts';

/** Somewhere that incidents are told: the topic of alerts, by the table's stream, and what hears of them from the topic. */
export type Destination = 'sns' | 'chat';

/** Whose mark takes an incident out of the untold: it alone is told by them; behind it are queues. */
const TOLD_BY_STREAM: Destination = 'sns';

/** Remembers which generation was told where. */
export interface ToldMarks {
  /** The latest generation that was told, 0 for none. */
  toldTo(id: IncidentId, destination: Destination): Promise<number>;
  /** Notes that `generation` was told; never goes back. */
  mark(id: IncidentId, destination: Destination, generation: number): Promise<void>;
}

/** Marks in the table. */
export class DynamoToldMarks implements ToldMarks {
  private readonly table: Table;

  constructor(table: Table) {
    this.table = table;
  }

  async toldTo(id: IncidentId, destination: Destination): Promise<number> {
    const { Item } = await this.table.client.send(
      new GetItemCommand({
        TableName: this.table.name,
        Key: incidentKey(id),
        ConsistentRead: true,
        ProjectionExpression: '#told',
        ExpressionAttributeNames: { '#told': `told_${destination}` },
      }),
    );
    return Number(Item?.[`told_${destination}`]?.N ?? 0);
  }

  async mark(id: IncidentId, destination: Destination, generation: number): Promise<void> {
    // The latest: nothing is left to tell. An earlier one: the next is on its way already.
    const remove = destination === TOLD_BY_STREAM ? 'REMOVE untold' : '';
    const isLatest = await this.update(id, destination, generation, remove, '#generation = :told');
    if (!isLatest) await this.update(id, destination, generation, '', '#generation > :told');
  }

  private async update(
    id: IncidentId,
    destination: Destination,
    generation: number,
    remove: string,
    condition: string,
  ): Promise<boolean> {
    try {
      await this.table.client.send(
        new UpdateItemCommand({
          TableName: this.table.name,
          Key: incidentKey(id),
          UpdateExpression: `SET #told = :told ${remove}`,
          ConditionExpression: `${condition} AND (attribute_not_exists(#told) OR #told < :told)`,
          ExpressionAttributeNames: { '#told': `told_${destination}`, '#generation': 'generation' },
          ExpressionAttributeValues: { ':told': number(generation) },
        }),
      );
      return true;
    } catch (error) {
      if (isRefused(error)) return false;
      throw error;
    }
  }
}
