/** Hosts that all had the recorded day, and the agents that ship their logs, each line at the time that it names. */
import {
  CreateLogGroupCommand,
  CreateLogStreamCommand,
  PutLogEventsCommand,
} from '@aws-sdk/client-cloudwatch-logs';
import type { Services } from './services.ts';

const MOST_IN_BATCH = 400;
const HOUR = 3_600_000;
const STAMP = /audit\((\d+)\.(\d{3}):/;
const STAMPS = /audit\((\d+)\.(\d{3}):/g;

/** One host: its log group is its workload, its stream its instance. */
export interface Host {
  readonly logGroup: string;
  readonly logStream: string;
}

/** A line with its time in milliseconds since 1970, as an agent sends it. */
export interface ShippedLine {
  readonly timestamp: number;
  readonly message: string;
}

/** What is watched: two kinds of hosts, in two environments. */
export const LOG_GROUPS = [
  { name: '/ldwatch-e2e/web', environment: 'production' },
  { name: '/ldwatch-e2e/build', environment: 'ci' },
] as const;

/** Two of one kind, and one of the other. */
export const HOSTS: readonly Host[] = [
  { logGroup: LOG_GROUPS[0].name, logStream: 'i-0a000000000000001' },
  { logGroup: LOG_GROUPS[0].name, logStream: 'i-0a000000000000002' },
  { logGroup: LOG_GROUPS[1].name, logStream: 'i-0b000000000000001' },
];

function timeOf(line: string): number {
  const stamp = STAMP.exec(line);
  return stamp === null ? 0 : Number(stamp[1]) * 1000 + Number(stamp[2]);
}

/**
 * Moves a recording to the last whole hour before `now` in which it fits: CloudWatch Logs takes nothing older than two
 * weeks.
 */
export function movedTo(now: number, lines: readonly string[]): string[] {
  const times = lines.map(timeOf).filter((time) => time > 0);
  const first = Math.min(...times);
  const length = Math.max(...times) - first;
  const by = Math.floor((now - length) / HOUR) * HOUR - first;
  return lines.map((line) =>
    line.replace(STAMPS, (_, seconds: string, milliseconds: string) => {
      const moved = Number(seconds) * 1000 + Number(milliseconds) + by;
      return `audit(${Math.floor(moved / 1000)}.${String(moved % 1000).padStart(3, '0')}:`;
    }),
  );
}

/** Lines in batches of one up to some hundred. @param random - from 0 up to 1 */
function cutAtRandom(lines: readonly string[], random: () => number): ShippedLine[][] {
  const batches: ShippedLine[][] = [];
  let latest = 0;
  for (let at = 0; at < lines.length; ) {
    const end = at + 1 + Math.floor(random() * MOST_IN_BATCH);
    batches.push(
      lines.slice(at, end).map((message) => {
        // A batch has to be in order; a record may be stamped before the one above it.
        latest = Math.max(latest, timeOf(message));
        return { timestamp: latest, message };
      }),
    );
    at = end;
  }
  return batches;
}

/** Makes the log groups, which ldwatch expects to be there. */
export async function createLogs({ logs }: Services): Promise<void> {
  for (const { name: logGroupName } of LOG_GROUPS)
    await logs.send(new CreateLogGroupCommand({ logGroupName }));
  for (const { logGroup: logGroupName, logStream: logStreamName } of HOSTS)
    await logs.send(new CreateLogStreamCommand({ logGroupName, logStreamName }));
}

/**
 * All hosts ship the lines at once, each cut in its own way.
 *
 * @returns how many batches that were: each is delivered by itself
 */
export async function shipAll(
  { logs }: Services,
  lines: readonly string[],
  random: () => number,
): Promise<number> {
  const batches = await Promise.all(
    HOSTS.map(async ({ logGroup: logGroupName, logStream: logStreamName }) => {
      const cut = cutAtRandom(lines, random);
      for (const logEvents of cut)
        await logs.send(new PutLogEventsCommand({ logGroupName, logStreamName, logEvents }));
      return cut.length;
    }),
  );
  return batches.reduce((sum, count) => sum + count, 0);
}
