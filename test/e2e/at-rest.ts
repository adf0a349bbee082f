/**
 * When is the pipeline done? When everything that was shipped was judged, nothing waits in its queues, nothing is untold,
 * and for a while no function has called anybody.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { GetQueueAttributesCommand } from '@aws-sdk/client-sqs';
import type { DeployedFunction } from './deployed-functions.ts';
import type { Emulator } from './emulator.ts';
import { endedCallsOf } from './function-logs.ts';
import { storedIncidents } from './incident-table.ts';
import type { Services } from './services.ts';

/** Milliseconds. */
const QUIET_FOR = 3_000;
const LOOKS_EVERY = 500;
const WAITS_AT_MOST = 300_000;

const COUNTS = [
  'ApproximateNumberOfMessages',
  'ApproximateNumberOfMessagesNotVisible',
  'ApproximateNumberOfMessagesDelayed',
] as const;

/** Messages in a queue, whether they can be seen or not. */
export async function messagesIn({ sqs }: Services, QueueUrl: string): Promise<number> {
  const { Attributes } = await sqs.send(
    new GetQueueAttributesCommand({ QueueUrl, AttributeNames: [...COUNTS] }),
  );
  return COUNTS.reduce((sum, name) => sum + Number(Attributes?.[name] ?? 0), 0);
}

/** What has to come to rest. */
export interface Pipeline {
  readonly table: string;
  /** URLs of the queues that functions read. */
  readonly queues: readonly string[];
  /** The function that log groups call: no queue shows what is on the way to it. */
  readonly detect: DeployedFunction;
}

async function atWork(services: Services, pipeline: Pipeline, shipped: number): Promise<string[]> {
  const { table, queues, detect } = pipeline;
  const waiting: string[] = [];
  const ended = await endedCallsOf(services, detect);
  if (ended < shipped) waiting.push(`${shipped - ended} of ${shipped} deliveries are not judged`);
  for (const url of queues) {
    const count = await messagesIn(services, url);
    if (count > 0) waiting.push(`${count} messages wait in ${url}`);
  }
  const untold = (await storedIncidents(services, table)).filter((incident) => incident.untold);
  if (untold.length > 0) waiting.push(`${untold.length} incidents are untold`);
  return waiting;
}

/**
 * Waits for it.
 *
 * @param shipped - batches of log events since the deployment
 * @throws Error that says what is still at work after a long while
 */
export async function atRest(
  emulator: Emulator,
  services: Services,
  pipeline: Pipeline,
  shipped: number,
): Promise<void> {
  const start = Date.now();
  let calls = -1;
  let since = start;
  for (;;) {
    await sleep(LOOKS_EVERY);
    const now = Date.now();
    const made = emulator.proxy.calls.filter(({ caller }) => caller !== null).length;
    const busy = await atWork(services, pipeline, shipped);
    if (made !== calls || busy.length > 0) since = now;
    calls = made;
    if (now - since >= QUIET_FOR) return;
    if (now - start > WAITS_AT_MOST)
      throw new Error(
        `not done after ${WAITS_AT_MOST / 1000} s: ${busy.join(', ') || 'functions still call'}`,
      );
  }
}
