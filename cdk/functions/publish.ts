/** The function that tells: the table's stream calls it with incidents of which something new is to be said. */
import { Duration, Validations } from 'aws-cdk-lib';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { FilterCriteria, FilterRule, StartingPosition } from 'aws-cdk-lib/aws-lambda';
import { Construct } from 'constructs';
import { UNTOLD } from '../../shared/aws/dynamo-incidents.ts';
import type { Config } from '../config.ts';
import type { AlertTopic } from '../constructs/alert-topic.ts';
import { DeadLetterQueue } from '../constructs/dead-letter-queue.ts';
import type { IncidentTable } from '../constructs/incident-table.ts';
import { PipelineFunction } from '../constructs/pipeline-function.ts';
import { environmentNaming } from './incident-environment.ts';

/** What it works with. */
export interface PublishProps {
  readonly config: Config;
  readonly table: IncidentTable;
  readonly topic: AlertTopic;
}

/** Publishing. */
export class Publish extends Construct {
  readonly function: PipelineFunction;
  /** Its messages name shard and sequence numbers: which incidents they were, the table's index of the untold tells. */
  readonly failed: DeadLetterQueue;

  constructor(scope: Construct, id: string, { config, table, topic }: PublishProps) {
    super(scope, id);
    this.failed = new DeadLetterQueue(this, 'Failed');
    this.function = new PipelineFunction(this, 'Function', {
      name: 'publish',
      description: 'Publishes incidents to the topic of alerts',
      // A fifth of a processor (AWS: 1,769 MB are one): it waits for SNS and DynamoDB, one after the other.
      memoryMb: 384,
      timeout: Duration.seconds(30),
      logRetentionDays: config.logRetentionDays,
      environment: {
        TABLE_NAME: table.tableName,
        TOPIC_ARN: topic.topicArn,
        ENVIRONMENTS: JSON.stringify(environmentNaming(config)),
        INCIDENT_RETENTION_DAYS: String(config.incidentRetentionDays),
      },
      statements: [
        ...table.itemStatements('GetItem', 'BatchGetItem', 'UpdateItem'),
        new PolicyStatement({ actions: ['ec2:DescribeInstances'], resources: ['*'] }),
        table.streamStatement(),
        ...topic.publishStatements(),
        this.failed.sendStatement(),
      ],
      // No more instances than the stream has shards, by itself.
      reservedConcurrency: null,
      failedCalls: null,
    });
    for (const id of ['AwsSolutions-IAM5[Resource::*]', 'Serverless-LambdaStarPermissions'])
      Validations.of(this.function.role).acknowledge({
        id,
        reason:
          'ec2:DescribeInstances takes no resource (AWS: "Service Authorization Reference"): it reads names and tags.',
      });
    this.function.lambda.addEventSourceMapping('Incidents', {
      eventSourceArn: table.streamArn(),
      startingPosition: StartingPosition.TRIM_HORIZON,
      // Most of what is written says nothing new: it costs no call.
      filters: [
        FilterCriteria.filter({ dynamodb: { NewImage: { untold: { S: FilterRule.isEqual(UNTOLD) } } } }),
      ],
      batchSize: 10,
      // Side by side, each incident's own changes in their order: a flood of new behaviours must not hold up the others.
      parallelizationFactor: 10,
      bisectBatchOnError: true,
      reportBatchItemFailures: true,
      // An incident that can never be told must not hold up those behind it until all are gone (the default); what is
      // given up stays in the index of the untold.
      retryAttempts: 20,
      maxRecordAge: Duration.hours(6),
      onFailure: { bind: () => ({ destination: this.failed.queueArn }) },
    });
  }
}
