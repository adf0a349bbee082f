/** The log of a host, read again: what happened around an execution, whichever deliveries it came in. */
import { type CloudWatchLogsClient, GetLogEventsCommand } from '@aws-sdk/client-cloudwatch-logs';
import { linesOf } from '../telemetry/cloudwatch-logs.ts';
import type { Origin } from '../telemetry/origin.ts';

/** Part of a log. */
export type LogExcerpt =
  | {
      readonly readable: true;
      /** In the order of the log; a log event may have been several. */
      readonly lines: readonly string[];
    }
  /** It is not there, or we may not read it: asking again would not help. */
  | { readonly readable: false; readonly why: string };

/** Reads logs. */
export interface HostLog {
  /**
   * Log events from `from` on and before `to` (milliseconds since 1970, by the shipper's clock).
   *
   * @param kept - which of too many: the latest by default
   * @throws what the service throws where asking again may help
   */
  between(origin: Origin, from: number, to: number, kept?: 'latest' | 'earliest'): Promise<LogExcerpt>;
}

/** A page has a megabyte at most (AWS: "GetLogEvents"): some six hundred executions with all their records. */
const MOST_PAGES = 8;

/** By the error's name. */
const UNREADABLE: ReadonlyMap<string, string> = new Map([
  ['ResourceNotFoundException', 'the log stream is not there'],
  ['AccessDeniedException', 'it may not be read from here'],
  ['InvalidParameterException', 'it can not be asked for'],
]);

/** CloudWatch Logs, in its own account and region. */
export class CloudWatchHostLog implements HostLog {
  private readonly client: Pick<CloudWatchLogsClient, 'send'>;

  constructor(client: Pick<CloudWatchLogsClient, 'send'>) {
    this.client = client;
  }

  async between(
    { logGroup, logStream }: Origin,
    from: number,
    to: number,
    kept: 'latest' | 'earliest' = 'latest',
  ): Promise<LogExcerpt> {
    const pages: string[][] = [];
    let token: string | undefined;
    try {
      // From the end that counts: what came last before an execution tells most about it, or first after it.
      while (pages.length < MOST_PAGES) {
        const page = await this.client.send(
          new GetLogEventsCommand({
            logGroupName: logGroup,
            logStreamName: logStream,
            startTime: Math.max(from, 0),
            endTime: to,
            startFromHead: kept === 'earliest',
            ...(token === undefined ? {} : { nextToken: token }),
          }),
        );
        pages.push((page.events ?? []).flatMap(({ message = '' }) => linesOf({ message })));
        // At the end the token stays the same.
        const next = kept === 'earliest' ? page.nextForwardToken : page.nextBackwardToken;
        if (next === undefined || next === token) break;
        token = next;
      }
    } catch (error) {
      const why = error instanceof Error ? UNREADABLE.get(error.name) : undefined;
      if (why === undefined) throw error;
      return { readable: false, why };
    }
    return { readable: true, lines: (kept === 'earliest' ? pages : pages.reverse()).flat() };
  }
}
