/** Something that hears of alerts: a queue on their topic, and the function that hands on what is in it. */
import { Duration } from 'aws-cdk-lib';
import type { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { TELLS, type Tells } from '../../shared/alert/tells.ts';
import type { Severity } from '../../shared/detection/severity.ts';
import type { Config } from '../config.ts';
import type { AlertTopic } from './alert-topic.ts';
import { PipelineFunction, type PipelineFunctionProps } from './pipeline-function.ts';
import { WorkQueue } from './work-queue.ts';

/** A batch waits for its receiver's answers, one after the other. */
const TIMEOUT = Duration.seconds(30);

/** What outputs differ in. */
export interface AlertOutputProps
  extends Pick<PipelineFunctionProps, 'name' | 'description' | 'environment'> {
  readonly config: Config;
  readonly topic: AlertTopic;
  /** The mildest severity that it hears of. */
  readonly from: Severity;
  /** Which tellings it hears of (shared/alert/tells.ts), all by default. */
  readonly tells?: readonly Tells[];
  /** After which it hears of them, none by default. */
  readonly delay?: Duration;
  /** What the function may do beside working off its queue. */
  readonly statements: readonly PolicyStatement[];
  /** Alerts in one call, 10 by default. */
  readonly batchSize?: number;
}

/** A receiver of its own: what it can't take holds up nobody else, and lies in its own dead-letter queue. */
export class AlertOutput extends Construct {
  readonly function: PipelineFunction;
  /** Alerts as they were published, and `failed`, whose letters are the same. */
  readonly queue: WorkQueue;

  constructor(scope: Construct, id: string, props: AlertOutputProps) {
    super(scope, id);
    const { config, topic, name, description, environment, statements, batchSize = 10 } = props;
    this.queue = new WorkQueue(this, 'Alerts', {
      functionTimeout: TIMEOUT,
      delay: props.delay ?? Duration.seconds(0),
      // An hour, with six times the timeout between them: a receiver that is down for longer is for `ldwatch redrive`.
      mostAttempts: 20,
    });
    topic.feed(this.queue, { from: props.from, tells: props.tells ?? TELLS });
    this.function = new PipelineFunction(this, 'Function', {
      name,
      description,
      // As publishing, it waits for a service.
      memoryMb: 384,
      timeout: TIMEOUT,
      logRetentionDays: config.logRetentionDays,
      environment,
      statements: [...statements, this.queue.receiveStatement()],
      reservedConcurrency: null,
      failedCalls: null,
    });
    // Few at a time: Security Hub takes ten calls a second of an account, and a chat one message a second.
    this.queue.workedOffBy(this.function, { batchSize, maxConcurrency: 2 });
  }
}
