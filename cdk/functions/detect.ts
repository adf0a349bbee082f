/** The function that judges what comes in, and the queue for whatever does not come from a log group. */
import { Duration } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import type { Config } from '../config.ts';
import { DeadLetterQueue } from '../constructs/dead-letter-queue.ts';
import { DirectSubscriptions } from '../constructs/direct-subscriptions.ts';
import type { IncidentTable } from '../constructs/incident-table.ts';
import type { KinesisSubscriptions } from '../constructs/kinesis-subscriptions.ts';
import { PipelineFunction } from '../constructs/pipeline-function.ts';
import { WorkQueue } from '../constructs/work-queue.ts';
import { incidentEnvironment } from './incident-environment.ts';

/** What it works with. */
export interface DetectProps {
  readonly config: Config;
  readonly table: IncidentTable;
  readonly settleQueue: WorkQueue;
  /** Null where log groups call it directly. */
  readonly kinesis: KinesisSubscriptions | null;
}

/** Detection. */
export class Detect extends Construct {
  readonly function: PipelineFunction;
  /** Calls by a log group that failed for good; each message is the call's event, fit for `inbox`. */
  readonly failed: DeadLetterQueue;
  /** GuardDuty's events, and what is put back. */
  readonly inbox: WorkQueue;

  constructor(scope: Construct, id: string, { config, table, settleQueue, kinesis }: DetectProps) {
    super(scope, id);
    const timeout = Duration.seconds(config.timeoutSeconds);
    this.failed = new DeadLetterQueue(this, 'Failed');
    this.inbox = new WorkQueue(this, 'Inbox', {
      functionTimeout: timeout,
      delay: Duration.seconds(0),
      mostAttempts: 5,
    });
    this.function = new PipelineFunction(this, 'Function', {
      name: 'detect',
      description: 'Finds programs run through the dynamic loader in audit logs',
      memoryMb: config.memoryMb,
      timeout,
      logRetentionDays: config.logRetentionDays,
      environment: {
        ...incidentEnvironment(config, table),
        SETTLE_QUEUE_URL: settleQueue.queue.queueUrl,
      },
      statements: [
        ...table.itemStatements('GetItem', 'Query', 'UpdateItem'),
        settleQueue.sendStatement(),
        this.inbox.receiveStatement(),
        ...(kinesis?.readStatements() ?? []),
      ],
      // Not limited unless asked: a payload that is throttled comes late, and a host that writes much must not keep
      // the others' from being judged. Whoever shares the account with something that needs its instances limits it.
      reservedConcurrency: config.reservedConcurrency,
      failedCalls: this.failed,
    });
    // Few at a time: what is put back after a failure must not crowd out what happens now.
    this.inbox.workedOffBy(this.function, { batchSize: 5, maxConcurrency: 2 });
    if (kinesis === null) new DirectSubscriptions(this, 'Subscriptions', this.function, config);
    else kinesis.connect(this.function, config);
  }
}
