/** A queue that a function works off, and another for what it could not. */
import { Duration, Validations } from 'aws-cdk-lib';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { DeadLetterQueue, LARGEST_MESSAGE } from './dead-letter-queue.ts';
import type { PipelineFunction } from './pipeline-function.ts';

/** What work queues differ in. */
export interface WorkQueueProps {
  /** How long the function may take that works it off. */
  readonly functionTimeout: Duration;
  /** For how long a message is not delivered. */
  readonly delay: Duration;
  /** Deliveries before a message is put aside. */
  readonly mostAttempts: number;
}

/** How a function is called with messages. */
export interface WorkedOffBy {
  readonly batchSize: number;
  /** Instances that work at a time, 2 at least. */
  readonly maxConcurrency: number;
}

/** A queue and its dead-letter queue. */
export class WorkQueue extends Construct {
  readonly queue: Queue;
  readonly failed: DeadLetterQueue;

  constructor(scope: Construct, id: string, { functionTimeout, delay, mostAttempts }: WorkQueueProps) {
    super(scope, id);
    this.failed = new DeadLetterQueue(this, 'Failed');
    this.queue = new Queue(this, 'Queue', {
      encryption: QueueEncryption.SQS_MANAGED,
      enforceSSL: true,
      deliveryDelay: delay,
      // Six times the function's (AWS: "Configuring a queue to use with Lambda"): time for a call that is throttled.
      visibilityTimeout: Duration.seconds(functionTimeout.toSeconds() * 6),
      retentionPeriod: Duration.days(14),
      maxMessageSizeBytes: LARGEST_MESSAGE,
      deadLetterQueue: { queue: this.failed, maxReceiveCount: mostAttempts },
    });
  }

  /** For a role that puts messages here. */
  sendStatement(): PolicyStatement {
    return new PolicyStatement({ actions: ['sqs:SendMessage'], resources: [this.queue.queueArn] });
  }

  /** For the role of the function that works it off (AWS: AWSLambdaSQSQueueExecutionRole, without its log). */
  receiveStatement(): PolicyStatement {
    return new PolicyStatement({
      actions: ['sqs:ReceiveMessage', 'sqs:DeleteMessage', 'sqs:GetQueueAttributes'],
      resources: [this.queue.queueArn],
    });
  }

  /** Has a function called with the messages, of which it names those that have to come again. */
  workedOffBy({ lambda }: PipelineFunction, { batchSize, maxConcurrency }: WorkedOffBy): void {
    const mapping = lambda.addEventSourceMapping(this.node.id, {
      eventSourceArn: this.queue.queueArn,
      batchSize,
      maxConcurrency,
      reportBatchItemFailures: true,
    });
    Validations.of(mapping).acknowledge({
      id: 'Serverless-LambdaEventSourceMappingDestination',
      reason:
        'Its source is a queue, whose redrive policy keeps what failed; a mapping of SQS takes no destination.',
    });
  }
}
