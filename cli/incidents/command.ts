/** `ldwatch incidents`: what the table holds, the latest first. */
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type { Incident } from '../../shared/incident/incident.ts';
import { parseOptions, STACK_OPTION } from '../account/options.ts';
import { outputOf, outputsOfStack } from '../account/stack.ts';
import { incidentLine, incidentsIn } from './listing.ts';

/** Exit status where some could not be shown. */
const SOME_UNREADABLE = 2;

/**
 * @returns the exit status
 * @throws UsageError, AccountError, or what AWS throws
 */
export async function incidentsCommand(args: readonly string[]): Promise<number> {
  const options = parseOptions(args, { ...STACK_OPTION, json: { type: 'boolean', default: false } });
  const table = outputOf(await outputsOfStack(options.stack), 'TableName');
  const { incidents, unreadable } = await incidentsIn(new DynamoDBClient({}), table);
  const show = options.json ? (incident: Incident) => `${JSON.stringify(incident)}\n` : incidentLine;
  for (const incident of incidents) process.stdout.write(show(incident));
  if (unreadable === 0) return 0;
  process.stderr.write(`ldwatch: ${unreadable} incidents are of another version and can't be shown\n`);
  return SOME_UNREADABLE;
}
