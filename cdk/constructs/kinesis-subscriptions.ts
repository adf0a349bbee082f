/** Log groups whose records wait in a Kinesis stream, from which a function takes them in batches. */
import { Aws, Duration, RemovalPolicy, Validations } from 'aws-cdk-lib';
import { PolicyDocument, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Stream, StreamEncryption, StreamMode } from 'aws-cdk-lib/aws-kinesis';
import type { Key } from 'aws-cdk-lib/aws-kms';
import { StartingPosition } from 'aws-cdk-lib/aws-lambda';
import { CfnSubscriptionFilter } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import type { KinesisConfig } from '../config/inputs.ts';
import { DeadLetterQueue } from './dead-letter-queue.ts';
import type { SubscriptionProps } from './direct-subscriptions.ts';
import { logGroupArn } from './log-group-arn.ts';
import type { PipelineFunction } from './pipeline-function.ts';

/** The stream, and the queue of notes about what could not be judged. */
export class KinesisSubscriptions extends Construct {
  /** Its messages name shard and sequence numbers: the payloads are in the stream, for as long as that keeps them. */
  readonly failed: DeadLetterQueue;
  private readonly stream: Stream;
  private readonly key: Key | null;

  /** @param key - null for AWS's own key for Kinesis */
  constructor(scope: Construct, id: string, { shards, retentionHours }: KinesisConfig, key: Key | null) {
    super(scope, id);
    this.key = key;
    this.failed = new DeadLetterQueue(this, 'Failed');
    this.stream = new Stream(this, 'Stream', {
      ...(shards === 'on-demand'
        ? { streamMode: StreamMode.ON_DEMAND }
        : { streamMode: StreamMode.PROVISIONED, shardCount: shards }),
      retentionPeriod: Duration.hours(retentionHours),
      // Kept by default, it would go on costing after `npm run destroy`; the log groups have what is in it.
      removalPolicy: RemovalPolicy.DESTROY,
      ...(key === null
        ? { encryption: StreamEncryption.MANAGED }
        : { encryption: StreamEncryption.KMS, encryptionKey: key }),
    });
    if (key !== null)
      Validations.of(this.stream).acknowledge({
        id: 'AwsSolutions-KDS3',
        reason: 'Warns of what a key of its own costs: who sets customerManagedKey wants one.',
      });
  }

  /** For the role of the function that reads (AWS: AWSLambdaKinesisExecutionRole, without what takes "*"). */
  readStatements(): PolicyStatement[] {
    return [
      new PolicyStatement({
        actions: [
          'kinesis:DescribeStream',
          'kinesis:DescribeStreamSummary',
          'kinesis:GetRecords',
          'kinesis:GetShardIterator',
          'kinesis:ListShards',
        ],
        resources: [this.stream.streamArn],
      }),
      this.failed.sendStatement(),
      ...this.keyStatements('kms:Decrypt'),
    ];
  }

  /** Subscribes log groups, and has the function called with what they bring. */
  connect({ lambda }: PipelineFunction, { logGroups, filterPattern }: SubscriptionProps): void {
    const role = this.writingRole(logGroups.map(({ name }) => logGroupArn(name, ':*')));
    for (const { name } of logGroups)
      new CfnSubscriptionFilter(this, name, {
        logGroupName: name,
        filterPattern,
        destinationArn: this.stream.streamArn,
        roleArn: role.roleArn,
        // A stream's records stay in one shard and so in order: less of them is cut apart between two calls.
        distribution: 'ByLogStream',
      });
    lambda.addEventSourceMapping('Kinesis', {
      eventSourceArn: this.stream.streamArn,
      startingPosition: StartingPosition.TRIM_HORIZON,
      batchSize: 10,
      bisectBatchOnError: true,
      reportBatchItemFailures: true,
      // What can't be read is dropped and not tried again: this is for a service that is down, and for a mistake of
      // ours, which must not hold up the shard until its records are gone.
      retryAttempts: 20,
      maxRecordAge: Duration.hours(6),
      onFailure: { bind: () => ({ destination: this.failed.queueArn }) },
    });
  }

  private writingRole(sources: string[]): Role {
    const statements = [
      new PolicyStatement({ actions: ['kinesis:PutRecord'], resources: [this.stream.streamArn] }),
      ...this.keyStatements('kms:GenerateDataKey'),
    ];
    return new Role(this, 'Role', {
      description: 'CloudWatch Logs puts audit records into the stream of ldwatch',
      // The conditions keep others from having CloudWatch Logs write here (AWS: "Confused deputy prevention").
      assumedBy: new ServicePrincipal('logs.amazonaws.com', {
        conditions: {
          StringEquals: { 'aws:SourceAccount': Aws.ACCOUNT_ID },
          ArnLike: { 'aws:SourceArn': sources },
        },
      }),
      inlinePolicies: { write: new PolicyDocument({ statements }) },
    });
  }

  private keyStatements(action: string): PolicyStatement[] {
    return this.key === null
      ? []
      : [new PolicyStatement({ actions: [action], resources: [this.key.keyArn] })];
  }
}
