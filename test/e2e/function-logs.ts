/** What the functions wrote into their logs. */
import { FilterLogEventsCommand } from '@aws-sdk/client-cloudwatch-logs';
import * as z from 'zod';
import type { DeployedFunction } from './deployed-functions.ts';
import type { Services } from './services.ts';

const BY_LAMBDA = /^(?:INIT_START|START|END|REPORT) /;

async function linesOf({ logs }: Services, { logGroup }: DeployedFunction): Promise<string[]> {
  const lines: string[] = [];
  let nextToken: string | undefined;
  do {
    const page = await logs.send(
      new FilterLogEventsCommand({
        logGroupName: logGroup,
        ...(nextToken === undefined ? {} : { nextToken }),
      }),
    );
    lines.push(...(page.events ?? []).map(({ message = '' }) => message));
    nextToken = page.nextToken;
  } while (nextToken !== undefined);
  return lines;
}

/** Lines that the function itself wrote. */
export async function linesLoggedBy(services: Services, deployed: DeployedFunction): Promise<string[]> {
  return (await linesOf(services, deployed)).filter((line) => !BY_LAMBDA.test(line));
}

/** Calls of the function that came to an end, a good one or not. */
export async function endedCallsOf(services: Services, deployed: DeployedFunction): Promise<number> {
  return (await linesOf(services, deployed)).filter((line) => line.startsWith('END ')).length;
}

const LineShape = z.looseObject({ level: z.string().optional(), error: z.unknown().optional() });

/** Lines that are no JSON, as a stack trace is, and those that tell of an error. */
export function errorsIn(lines: readonly string[]): string[] {
  return lines.filter((line) => {
    try {
      const { level, error } = LineShape.parse(JSON.parse(line));
      return error !== undefined || level === 'ERROR' || level === 'CRITICAL';
    } catch {
      return line.trim() !== '';
    }
  });
}
