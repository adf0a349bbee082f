/** The function that answers what detection had to leave open, and the delay queue before it. */
import { Duration } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import type { Config } from '../config.ts';
import type { IncidentTable } from '../constructs/incident-table.ts';
import {
  acknowledgeFinding,
  acknowledgeStreams,
  findStreamsStatement,
  readStreamsStatement,
} from '../constructs/log-stream-reading.ts';
import { PipelineFunction } from '../constructs/pipeline-function.ts';
import { WorkQueue } from '../constructs/work-queue.ts';
import { incidentEnvironment } from './incident-environment.ts';

/**
 * Not configurable: six times as long, a message that was refused waits until it is delivered again, and with it an
 * alert about an execution whose records were late.
 */
const TIMEOUT = Duration.seconds(30);

/** Settling. */
export class Settle extends Construct {
  readonly function: PipelineFunction;
  readonly queue: WorkQueue;

  constructor(scope: Construct, id: string, { config, table }: { config: Config; table: IncidentTable }) {
    super(scope, id);
    this.queue = new WorkQueue(this, 'Waiting', {
      functionTimeout: TIMEOUT,
      delay: Duration.seconds(config.settleDelaySeconds),
      mostAttempts: 8,
    });
    this.function = new PipelineFunction(this, 'Function', {
      name: 'settle',
      description: 'Judges executions with the log around them',
      memoryMb: config.memoryMb,
      timeout: TIMEOUT,
      logRetentionDays: config.logRetentionDays,
      environment: {
        ...incidentEnvironment(config, table),
        LOG_GROUPS: JSON.stringify(config.logGroups.map(({ name }) => name)),
      },
      statements: [
        ...table.itemStatements('GetItem', 'Query', 'UpdateItem', 'DeleteItem'),
        readStreamsStatement(config.logGroups),
        findStreamsStatement(config.logGroups),
        this.queue.receiveStatement(),
      ],
      reservedConcurrency: null,
      failedCalls: null,
    });
    acknowledgeStreams(this.function, config.logGroups);
    acknowledgeFinding(this.function, config.logGroups);
    // GetLogEvents is shared by the account and can't be raised (AWS: "CloudWatch Logs quotas"): reading again must not
    // keep a person from reading. A batch is taken into each incident with one write; ten streams are read in its time.
    this.queue.workedOffBy(this.function, { batchSize: 10, maxConcurrency: 4 });
  }
}
