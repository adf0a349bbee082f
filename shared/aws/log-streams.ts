/** Where the logs of an instance are, among those that are watched. */
import { type CloudWatchLogsClient, DescribeLogStreamsCommand } from '@aws-sdk/client-cloudwatch-logs';

/** A log stream. */
export interface LogStreamName {
  readonly logGroup: string;
  readonly logStream: string;
}

/** Finds log streams. */
export interface LogStreams {
  /**
   * Streams whose names begin with the instance's id, as the CloudWatch agent names them by default.
   *
   * @throws what the service throws where asking again may help
   */
  of(instanceId: string): Promise<readonly LogStreamName[]>;
}

/** Of one group: the agent makes one for each file. */
const MOST_STREAMS = 5;
/** As one finding may cost. */
const MOST_GROUPS = 40;
/** By the error's name: the group is not there, or may not be asked. */
const NOT_ASKED = new Set(['ResourceNotFoundException', 'AccessDeniedException']);

/** CloudWatch Logs, in its own account and region. */
export class CloudWatchLogStreams implements LogStreams {
  private readonly client: Pick<CloudWatchLogsClient, 'send'>;
  private readonly logGroups: readonly string[];

  /** @param logGroups - those that are watched */
  constructor(client: Pick<CloudWatchLogsClient, 'send'>, logGroups: readonly string[]) {
    this.client = client;
    this.logGroups = logGroups.slice(0, MOST_GROUPS);
  }

  async of(instanceId: string): Promise<readonly LogStreamName[]> {
    const found: LogStreamName[] = [];
    for (const logGroup of this.logGroups) {
      for (const logStream of await this.inGroup(logGroup, instanceId)) found.push({ logGroup, logStream });
    }
    return found;
  }

  private async inGroup(logGroupName: string, logStreamNamePrefix: string): Promise<string[]> {
    try {
      const { logStreams = [] } = await this.client.send(
        new DescribeLogStreamsCommand({ logGroupName, logStreamNamePrefix, limit: MOST_STREAMS }),
      );
      return logStreams.flatMap(({ logStreamName }) => logStreamName ?? []);
    } catch (error) {
      if (error instanceof Error && NOT_ASKED.has(error.name)) return [];
      throw error;
    }
  }
}
