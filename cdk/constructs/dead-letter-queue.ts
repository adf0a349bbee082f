/** Where something lies that failed for good, until someone looks at it and puts it back. */
import { Duration, Validations } from 'aws-cdk-lib';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';

/**
 * Bytes: the most that SQS takes, and the most that a call has which Lambda keeps (AWS: "Lambda quotas", asynchronous
 * invocations). Said although it is the default: a queue that takes less would lose the largest payloads.
 */
export const LARGEST_MESSAGE = 1_048_576;

/** A queue that keeps its messages for as long as SQS can. */
export class DeadLetterQueue extends Queue {
  constructor(scope: Construct, id: string) {
    super(scope, id, {
      encryption: QueueEncryption.SQS_MANAGED,
      enforceSSL: true,
      retentionPeriod: Duration.days(14),
      maxMessageSizeBytes: LARGEST_MESSAGE,
    });
    Validations.of(this).acknowledge(
      { id: 'AwsSolutions-SQS3', reason: 'It is a dead-letter queue.' },
      { id: 'Serverless-SQSRedrivePolicy', reason: 'It is a dead-letter queue.' },
    );
  }

  /** For a role that puts something here. */
  sendStatement(): PolicyStatement {
    return new PolicyStatement({ actions: ['sqs:SendMessage'], resources: [this.queueArn] });
  }
}
