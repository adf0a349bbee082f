/** `ldwatch approve`, `dismiss` and `release`: what the buttons in Slack do, with the same rules. */
import { randomUUID } from 'node:crypto';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoIncidents } from '../../shared/aws/dynamo-incidents.ts';
import { dynamoDecisions } from '../../shared/aws/dynamo-responses.ts';
import { outputOf, outputsOfStack } from '../account/stack.ts';
import { type CommandKind, decideIncident } from './decide-incident.ts';
import { parseDecideOptions } from './options.ts';

const DAY = 24 * 3_600_000;

/**
 * @returns the exit status
 * @throws UsageError, AccountError, or what AWS throws
 */
export async function decideCommand(kind: CommandKind, args: readonly string[]): Promise<number> {
  const options = parseDecideOptions(args);
  const outputs = await outputsOfStack(options.stack);
  const table = {
    client: new DynamoDBClient({}),
    name: outputOf(outputs, 'TableName'),
    now: Date.now,
  };
  const retention = Number(outputOf(outputs, 'IncidentRetentionDays')) * DAY;
  return decideIncident(kind, options, {
    incidents: new DynamoIncidents(table, retention),
    decisions: dynamoDecisions(table, retention),
    now: Date.now,
    uuid: randomUUID,
    write: (text) => void process.stdout.write(text),
  });
}
