/** The incidents as they stand in the table. */
import { ScanCommand } from '@aws-sdk/client-dynamodb';
import * as z from 'zod';
import type { Services } from './services.ts';

const IncidentShape = z.object({
  id: z.string(),
  fingerprint: z.string(),
  generation: z.int(),
  count: z.int(),
  hostCount: z.int(),
  severity: z.string(),
});

/** What is compared of an incident. */
export interface StoredIncident extends z.infer<typeof IncidentShape> {
  /** Whether its latest generation still has to be told. */
  readonly untold: boolean;
}

/**
 * All of them.
 *
 * @throws Error where there are more than one page of the table holds
 */
export async function storedIncidents({ dynamo }: Services, TableName: string): Promise<StoredIncident[]> {
  const { Items = [], LastEvaluatedKey } = await dynamo.send(
    new ScanCommand({
      TableName,
      ConsistentRead: true,
      FilterExpression: 'begins_with(pk, :prefix)',
      ExpressionAttributeValues: { ':prefix': { S: 'incident#' } },
    }),
  );
  if (LastEvaluatedKey !== undefined) throw new Error('more incidents than one page of the table holds');
  return Items.map(({ incident, untold }) => ({
    ...IncidentShape.parse(JSON.parse(incident?.S ?? '')),
    untold: untold !== undefined,
  }));
}
