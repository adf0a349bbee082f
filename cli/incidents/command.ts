/** `ldwatch incidents`: what the table holds, the latest first. */
import { DynamoDBClient, paginateScan } from '@aws-sdk/client-dynamodb';
import { printableArgument } from '../../shared/alert/printable.ts';
import { incidentOf } from '../../shared/aws/incident-item.ts';
import type { Incident } from '../../shared/incident/incident.ts';
import { parseOptions, STACK_OPTION } from '../account/options.ts';
import { outputOf, outputsOfStack } from '../account/stack.ts';

function line({ id, severity, last, count, hostCount, gravest, suppressedBy }: Incident): string {
  const program = gravest.program === null ? 'not known' : (gravest.program.path ?? gravest.program.given);
  const cells = [
    new Date(last).toISOString().slice(0, 19),
    severity.padEnd(8),
    `${count}x`.padStart(7),
    `${hostCount} ${hostCount === 1 ? 'host' : 'hosts'}`.padStart(9),
    id,
    suppressedBy === null
      ? ''
      : `suppressed until ${new Date(suppressedBy.until).toISOString().slice(0, 10)}`,
  ];
  return `${cells.filter((cell) => cell !== '').join('  ')}  ${gravest.kind} ${printableArgument(program)}\n`;
}

/**
 * @returns the exit status
 * @throws UsageError, AccountError, or what AWS throws
 */
export async function incidentsCommand(args: readonly string[]): Promise<number> {
  const options = parseOptions(args, { ...STACK_OPTION, json: { type: 'boolean', default: false } });
  const TableName = outputOf(await outputsOfStack(options.stack), 'TableName');
  const incidents: Incident[] = [];
  const pages = paginateScan(
    { client: new DynamoDBClient({}) },
    {
      TableName,
      FilterExpression: 'begins_with(pk, :prefix)',
      ExpressionAttributeValues: { ':prefix': { S: 'incident#' } },
    },
  );
  for await (const { Items = [] } of pages) incidents.push(...Items.map(incidentOf));
  incidents.sort((a, b) => b.last - a.last);
  const show = options.json ? (incident: Incident) => `${JSON.stringify(incident)}\n` : line;
  for (const incident of incidents) process.stdout.write(show(incident));
  return 0;
}
