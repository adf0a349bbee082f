/** The incidents of a table, and how each is shown. */
import { type DynamoDBClient, paginateScan } from '@aws-sdk/client-dynamodb';
import { printable, printableArgument } from '../../shared/alert/printable.ts';
import { decisionWords, stateWords } from '../../shared/alert/response-words.ts';
import { incidentOf } from '../../shared/aws/incident-item.ts';
import { ItemError } from '../../shared/aws/item.ts';
import type { Incident } from '../../shared/incident/incident.ts';

/** What a table holds. */
export interface Listing {
  /** The latest first. */
  readonly incidents: readonly Incident[];
  /** Items that this version can't read. */
  readonly unreadable: number;
}

/** Reads the whole table. */
export async function incidentsIn(client: DynamoDBClient, table: string): Promise<Listing> {
  const incidents: Incident[] = [];
  let unreadable = 0;
  const pages = paginateScan(
    { client },
    {
      TableName: table,
      FilterExpression: 'begins_with(pk, :prefix)',
      ExpressionAttributeValues: { ':prefix': { S: 'incident#' } },
    },
  );
  for await (const { Items = [] } of pages) {
    for (const item of Items) {
      try {
        incidents.push(incidentOf(item));
      } catch (error) {
        if (!(error instanceof ItemError)) throw error;
        unreadable++;
      }
    }
  }
  return { incidents: incidents.toSorted((a, b) => b.last - a.last), unreadable };
}

/** An incident as one line for people: no text of a host can change what the terminal shows. */
export function incidentLine(incident: Incident): string {
  const { id, severity, last, count, hostCount, gravest, suppressedBy, response } = incident;
  const latest = response.decisions.at(-1);
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
    response.containment.state === 'none' ? '' : stateWords(response.containment),
    latest === undefined ? '' : `${decisionWords(latest)} by ${printable(latest.by.who)} (${latest.by.via})`,
  ];
  return `${cells.filter((cell) => cell !== '').join('  ')}  ${gravest.kind} ${printableArgument(program)}\n`;
}
