/** Where the letters of each dead-letter queue go; queues by the outputs of the stack (cdk/pipeline-stack.ts). */
import type { KinesisClient } from '@aws-sdk/client-kinesis';
import { type Replay, UNCHANGED } from './dead-letters.ts';
import { callsOfBatch } from './kinesis-batch.ts';

/** What becomes of the letters of one queue; `target` null: they only tell where something lay. */
export interface Route {
  readonly output: string;
  readonly target: string | null;
  readonly replay: Replay;
}

/** An alert that one receiver did not take goes to that one again, and to none of those that have had it. */
function toItself(output: 'LoginHistory' | 'SecurityHub' | 'EventBus' | 'Chat' | 'Slack' | 'Contain'): Route {
  return { output: `${output}FailedQueueUrl`, target: `${output}QueueUrl`, replay: UNCHANGED };
}

/** One for every dead-letter queue that a stack can have. */
export function redriveRoutes(kinesis: KinesisClient): Route[] {
  return [
    { output: 'DetectFailedQueueUrl', target: 'InboxQueueUrl', replay: UNCHANGED },
    { output: 'InboxFailedQueueUrl', target: 'InboxQueueUrl', replay: UNCHANGED },
    { output: 'GuardDutyFailedQueueUrl', target: 'InboxQueueUrl', replay: UNCHANGED },
    {
      output: 'KinesisFailedQueueUrl',
      target: 'InboxQueueUrl',
      replay: (body) => callsOfBatch(kinesis, body),
    },
    { output: 'SettleFailedQueueUrl', target: 'SettleQueueUrl', replay: UNCHANGED },
    // Its letters hold places in the table's stream. The table knows better what was not told.
    { output: 'PublishFailedQueueUrl', target: null, replay: async () => [] },
    toItself('LoginHistory'),
    toItself('SecurityHub'),
    toItself('EventBus'),
    toItself('Chat'),
    toItself('Slack'),
    toItself('Contain'),
  ];
}
