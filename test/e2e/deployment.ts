/** What the deployment made, by the names under which the stack hands it out. */

/** The outputs of the stack. */
export interface Deployment {
  readonly alertTopicArn: string;
  readonly eventBusArn: string;
  readonly chatTopicArn: string;
  readonly table: string;
  /** Queues that functions read. */
  readonly workQueues: readonly string[];
  /** Queues that keep what failed. */
  readonly failedQueues: ReadonlyMap<string, string>;
}

const OUTPUTS = ['SecurityHub', 'EventBus', 'Chat', 'Slack'];
const WORK = ['Inbox', 'Settle', 'LoginHistory', ...OUTPUTS].map((name) => `${name}QueueUrl`);
const FAILED = ['Detect', 'Settle', 'Inbox', 'Publish', 'GuardDuty', 'LoginHistory', ...OUTPUTS].map(
  (name) => `${name}FailedQueueUrl`,
);

/** @throws Error where an output is missing */
export function deploymentOf(outputs: ReadonlyMap<string, string>): Deployment {
  const output = (name: string): string => {
    const value = outputs.get(name);
    if (value === undefined) throw new Error(`the stack has no output ${name}`);
    return value;
  };
  return {
    alertTopicArn: output('AlertTopicArn'),
    eventBusArn: output('EventBusArn'),
    chatTopicArn: output('ChatTopicArn'),
    table: output('TableName'),
    workQueues: WORK.map(output),
    failedQueues: new Map(FAILED.map((name) => [name, output(name)])),
  };
}
