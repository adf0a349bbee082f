import { Match } from 'aws-cdk-lib/assertions';
import { describe, expect, it } from 'vitest';
import { EVERYTHING } from './everything.ts';
import { Pipeline } from './pipeline.ts';

const byDefault = new Pipeline();
const everything = new Pipeline(EVERYTHING);

describe('the table', () => {
  it('is keyed by pk and sk, paid by use, forgets by itself and can be set back', () => {
    byDefault.template.hasResourceProperties('AWS::DynamoDB::Table', {
      KeySchema: [
        { AttributeName: 'pk', KeyType: 'HASH' },
        { AttributeName: 'sk', KeyType: 'RANGE' },
      ],
      AttributeDefinitions: ['pk', 'sk', 'untold'].map((AttributeName) => ({
        AttributeName,
        AttributeType: 'S',
      })),
      BillingMode: 'PAY_PER_REQUEST',
      TimeToLiveSpecification: { AttributeName: 'expires', Enabled: true },
      PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
      StreamSpecification: { StreamViewType: 'NEW_IMAGE' },
    });
  });

  it('has an index of what nobody was told', () => {
    byDefault.template.hasResourceProperties('AWS::DynamoDB::Table', {
      GlobalSecondaryIndexes: [
        {
          IndexName: 'untold',
          KeySchema: [
            { AttributeName: 'untold', KeyType: 'HASH' },
            { AttributeName: 'pk', KeyType: 'RANGE' },
          ],
          Projection: { ProjectionType: 'INCLUDE', NonKeyAttributes: ['generation'] },
        },
      ],
    });
  });

  it('outlives the stack, but not a first deployment that failed; or goes with it', () => {
    expect(byDefault.only('AWS::DynamoDB::Table', 'Incidents').resource).toMatchObject({
      DeletionPolicy: 'RetainExceptOnCreate',
      UpdateReplacePolicy: 'Retain',
    });
    for (const type of ['AWS::DynamoDB::Table', 'AWS::KMS::Key'])
      everything.template.hasResource(type, { DeletionPolicy: 'Delete' });
    new Pipeline({ customerManagedKey: true }).template.hasResource('AWS::KMS::Key', {
      DeletionPolicy: 'RetainExceptOnCreate',
    });
  });

  it('is encrypted with the key of DynamoDB, or with its own', () => {
    byDefault.template.hasResourceProperties('AWS::DynamoDB::Table', { SSESpecification: Match.absent() });
    byDefault.template.resourceCountIs('AWS::KMS::Key', 0);
    everything.template.hasResourceProperties('AWS::DynamoDB::Table', {
      SSESpecification: { SSEEnabled: true, KMSMasterKeyId: everything.arn('AWS::KMS::Key', 'Key') },
    });
    everything.template.hasResourceProperties('AWS::KMS::Key', { EnableKeyRotation: true });
  });

  it('calls publishing with what is untold and nothing else, and notes what failed for good', () => {
    byDefault.template.hasResourceProperties('AWS::Lambda::EventSourceMapping', {
      EventSourceArn: { 'Fn::GetAtt': [byDefault.only('AWS::DynamoDB::Table', 'Incidents').id, 'StreamArn'] },
      FunctionName: { Ref: byDefault.only('AWS::Lambda::Function', 'PublishFunction').id },
      FilterCriteria: { Filters: [{ Pattern: '{"dynamodb":{"NewImage":{"untold":{"S":["yes"]}}}}' }] },
      FunctionResponseTypes: ['ReportBatchItemFailures'],
      BisectBatchOnFunctionError: true,
      MaximumRetryAttempts: 20,
      MaximumRecordAgeInSeconds: 21_600,
      DestinationConfig: { OnFailure: { Destination: byDefault.arn('AWS::SQS::Queue', 'PublishFailed') } },
    });
  });
});

describe('the topic', () => {
  it('is encrypted, with the key of AWS for SNS or with its own, and refuses what is not TLS', () => {
    byDefault.template.hasResourceProperties('AWS::SNS::Topic', {
      KmsMasterKeyId: { 'Fn::Join': ['', Match.arrayWith([':alias/aws/sns'])] },
    });
    everything.template.hasResourceProperties('AWS::SNS::Topic', {
      KmsMasterKeyId: everything.arn('AWS::KMS::Key', 'Key'),
    });
    byDefault.template.hasResourceProperties('AWS::SNS::TopicPolicy', {
      PolicyDocument: {
        Statement: [
          Match.objectLike({ Effect: 'Deny', Condition: { Bool: { 'aws:SecureTransport': 'false' } } }),
        ],
      },
    });
  });

  it('sends e-mail of every alert, or from a severity on', () => {
    byDefault.template.resourceCountIs('AWS::SNS::Subscription', 0);
    const email = { Properties: { Protocol: 'email' } };
    expect(Object.keys(everything.template.findResources('AWS::SNS::Subscription', email))).toHaveLength(2);
    everything.template.hasResourceProperties('AWS::SNS::Subscription', {
      Protocol: 'email',
      Endpoint: 'on-call@example.org',
      FilterPolicy: Match.absent(),
    });
    everything.template.hasResourceProperties('AWS::SNS::Subscription', {
      Protocol: 'email',
      Endpoint: 'team@example.org',
      FilterPolicy: { severity: ['high', 'critical'] },
    });
  });
});

describe('alarms', () => {
  const deadLetters = ['DetectFailed', 'InboxFailed', 'SettleFailed', 'PublishFailed', 'GuardDutyFailed'];
  const others = [
    'DetectErrors',
    'DetectLosses',
    'PayloadsUnreadable',
    'LogsUnread',
    'UntoldFor',
    'UnsettledFor',
  ];
  const names = (pipeline: Pipeline) =>
    Object.keys(pipeline.all('AWS::CloudWatch::Alarm')).map((id) => id.replace(/^Alarms|.{8}$/g, ''));

  it('look at every dead-letter queue, at errors, and at how long something waits', () => {
    expect(names(byDefault).toSorted()).toEqual([...deadLetters, ...others].toSorted());
    const more = ['KinesisFailed', 'SecurityHubFailed', 'EventBusFailed', 'ChatFailed', 'SlackFailed'];
    const buttons = ['SlackActionFailures', 'SlackActionThrottles'];
    const containment = ['ContainFailed', 'ContainmentFailed', 'ContainmentStuck'];
    expect(names(everything).toSorted()).toEqual(
      [...deadLetters, ...others, ...more, ...buttons, ...containment].toSorted(),
    );
    byDefault.template.hasResourceProperties('AWS::CloudWatch::Alarm', {
      MetricName: 'ApproximateNumberOfMessagesVisible',
      Dimensions: [
        {
          Name: 'QueueName',
          Value: { 'Fn::GetAtt': [byDefault.only('AWS::SQS::Queue', 'DetectFailed').id, 'QueueName'] },
        },
      ],
      ComparisonOperator: 'GreaterThanThreshold',
      Threshold: 0,
      TreatMissingData: 'notBreaching',
    });
  });

  it('tell nobody unless that is configured, and never the topic of alerts', () => {
    byDefault.template.allResourcesProperties('AWS::CloudWatch::Alarm', { AlarmActions: Match.absent() });
    everything.template.allResourcesProperties('AWS::CloudWatch::Alarm', {
      AlarmActions: [EVERYTHING.alarmTopicArn],
    });
  });
});

describe('outputs', () => {
  const outputs = (pipeline: Pipeline) => pipeline.template.findOutputs('*');

  it('name the topic, the table, how long it keeps incidents, and every queue that something is put into or taken from', () => {
    expect(Object.keys(outputs(byDefault)).toSorted()).toEqual([
      'AlertTopicArn',
      'DetectFailedQueueUrl',
      'GuardDutyFailedQueueUrl',
      'InboxFailedQueueUrl',
      'InboxQueueUrl',
      'IncidentRetentionDays',
      'PublishFailedQueueUrl',
      'SettleFailedQueueUrl',
      'SettleQueueUrl',
      'TableName',
    ]);
    expect(outputs(everything)).toHaveProperty('KinesisFailedQueueUrl');
    expect(outputs(everything)).toHaveProperty('SlackFailedQueueUrl');
  });

  it.each([
    ['AlertTopicArn', 'AWS::SNS::Topic', 'Alerts'],
    ['TableName', 'AWS::DynamoDB::Table', 'Incidents'],
    ['InboxQueueUrl', 'AWS::SQS::Queue', 'DetectInboxQueue'],
    ['SettleQueueUrl', 'AWS::SQS::Queue', 'SettleWaitingQueue'],
    ['DetectFailedQueueUrl', 'AWS::SQS::Queue', 'DetectFailed'],
    ['InboxFailedQueueUrl', 'AWS::SQS::Queue', 'DetectInboxFailed'],
    ['SettleFailedQueueUrl', 'AWS::SQS::Queue', 'SettleWaitingFailed'],
    ['PublishFailedQueueUrl', 'AWS::SQS::Queue', 'PublishFailed'],
    ['GuardDutyFailedQueueUrl', 'AWS::SQS::Queue', 'GuardDutyFailed'],
    ['KinesisFailedQueueUrl', 'AWS::SQS::Queue', 'KinesisFailed'],
    ['SlackQueueUrl', 'AWS::SQS::Queue', 'SlackAlertsQueue'],
    ['SlackFailedQueueUrl', 'AWS::SQS::Queue', 'SlackAlertsFailed'],
  ])('%s is what it says', (name, type, place) => {
    expect(outputs(everything)[name]).toMatchObject({ Value: { Ref: everything.only(type, place).id } });
  });
});
