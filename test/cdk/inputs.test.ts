import { Match } from 'aws-cdk-lib/assertions';
import { describe, expect, it } from 'vitest';
import { EVERYTHING } from './everything.ts';
import { Pipeline } from './pipeline.ts';

const byDefault = new Pipeline();
const direct = new Pipeline({ logGroups: ['/audit/web', '/audit/db'], filterPattern: '?SYSCALL' });
const everything = new Pipeline(EVERYTHING);

describe('log groups', () => {
  it('call detection directly, each of them, and nobody else may', () => {
    direct.template.resourceCountIs('AWS::Logs::SubscriptionFilter', 2);
    direct.template.resourceCountIs('AWS::Lambda::Permission', 2);
    const detect = direct.arn('AWS::Lambda::Function', 'DetectFunction');
    for (const name of ['/audit/web', '/audit/db']) {
      direct.template.hasResourceProperties('AWS::Logs::SubscriptionFilter', {
        LogGroupName: name,
        FilterPattern: '?SYSCALL',
        DestinationArn: detect,
        RoleArn: Match.absent(),
      });
      direct.template.hasResourceProperties('AWS::Lambda::Permission', {
        Action: 'lambda:InvokeFunction',
        FunctionName: detect,
        Principal: 'logs.amazonaws.com',
        SourceArn: { 'Fn::Join': ['', Match.arrayWith([`:log-group:${name}:*`])] },
      });
    }
  });

  it('may call before they are subscribed', () => {
    for (const filter of Object.values(direct.all('AWS::Logs::SubscriptionFilter')))
      expect(filter['DependsOn']).toEqual([expect.stringMatching(/^DetectSubscriptionsCalledBy/)]);
  });

  it('are none of the stack itself', () => {
    for (const { template } of [byDefault, direct, everything]) {
      const own = Object.keys(template.findResources('AWS::Logs::LogGroup'));
      const filters = JSON.stringify(template.findResources('AWS::Logs::SubscriptionFilter'));
      for (const id of own) expect(filters).not.toContain(id);
    }
  });

  it('write to a stream where that is configured, and call nothing', () => {
    // What may call is Slack alone, by the address behind its buttons.
    const callers = Object.values(everything.all('AWS::Lambda::Permission')).map(
      ({ Properties }) => Properties['FunctionName'],
    );
    const slackAction = everything.arn('AWS::Lambda::Function', 'SlackActionFunction');
    expect(callers).toEqual([slackAction, slackAction]);
    everything.template.resourceCountIs('AWS::Logs::SubscriptionFilter', 2);
    everything.template.allResourcesProperties('AWS::Logs::SubscriptionFilter', {
      FilterPattern: '?SYSCALL ?EXECVE',
      DestinationArn: everything.arn('AWS::Kinesis::Stream', 'KinesisStream'),
      RoleArn: everything.arn('AWS::IAM::Role', 'KinesisRole'),
      Distribution: 'ByLogStream',
    });
  });
});

describe('the Kinesis stream', () => {
  it('is not there by default', () => {
    byDefault.template.resourceCountIs('AWS::Kinesis::Stream', 0);
  });

  it('is encrypted, as large as configured, and gone when the stack is', () => {
    const stream = everything.only('AWS::Kinesis::Stream', 'KinesisStream').resource;
    expect(stream).toMatchObject({
      DeletionPolicy: 'Delete',
      Properties: {
        ShardCount: 2,
        RetentionPeriodHours: 48,
        StreamEncryption: { EncryptionType: 'KMS', KeyId: everything.arn('AWS::KMS::Key', 'Key') },
      },
    });
  });

  it('grows by itself, with a key of AWS, where nothing else is said', () => {
    new Pipeline({ kinesis: {} }).template.hasResourceProperties('AWS::Kinesis::Stream', {
      StreamModeDetails: { StreamMode: 'ON_DEMAND' },
      RetentionPeriodHours: 24,
      StreamEncryption: { EncryptionType: 'KMS', KeyId: 'alias/aws/kinesis' },
    });
  });

  it('calls detection with batches of which a part may fail, and notes what failed for good', () => {
    everything.template.hasResourceProperties('AWS::Lambda::EventSourceMapping', {
      EventSourceArn: everything.arn('AWS::Kinesis::Stream', 'KinesisStream'),
      FunctionName: { Ref: everything.only('AWS::Lambda::Function', 'DetectFunction').id },
      FunctionResponseTypes: ['ReportBatchItemFailures'],
      BisectBatchOnFunctionError: true,
      MaximumRetryAttempts: 20,
      MaximumRecordAgeInSeconds: 21_600,
      DestinationConfig: { OnFailure: { Destination: everything.arn('AWS::SQS::Queue', 'KinesisFailed') } },
    });
  });
});

describe('GuardDuty', () => {
  const target = Match.objectLike({
    Arn: byDefault.arn('AWS::SQS::Queue', 'DetectInboxQueue'),
    DeadLetterConfig: { Arn: byDefault.arn('AWS::SQS::Queue', 'GuardDutyFailed') },
  });

  it('brings its runtime findings to the inbox, and no others', () => {
    byDefault.template.hasResourceProperties('AWS::Events::Rule', {
      EventPattern: {
        source: ['aws.guardduty'],
        'detail-type': ['GuardDuty Finding'],
        detail: { type: [{ wildcard: '*:Runtime/*' }] },
      },
      Targets: [target],
    });
  });

  it('tells of hosts that it lost sight of', () => {
    byDefault.template.hasResourceProperties('AWS::Events::Rule', {
      EventPattern: {
        source: ['aws.guardduty'],
        'detail-type': ['GuardDuty Runtime Protection Healthy', 'GuardDuty Runtime Protection Unhealthy'],
      },
      Targets: [target],
    });
    byDefault.template.resourceCountIs('AWS::Events::Rule', 2);
  });

  it('alone may put into the inbox from outside, by these rules', () => {
    const rules = Object.keys(byDefault.all('AWS::Events::Rule'));
    const { PolicyDocument } = byDefault.only('AWS::SQS::QueuePolicy', 'DetectInboxQueuePolicy').resource
      .Properties as { PolicyDocument: { Statement: { Effect: string }[] } };
    const allowed = PolicyDocument.Statement.filter(({ Effect }) => Effect === 'Allow');
    expect(allowed).toHaveLength(2);
    for (const [index, statement] of allowed.entries())
      expect(statement).toMatchObject({
        Principal: { Service: 'events.amazonaws.com' },
        Condition: { ArnEquals: { 'aws:SourceArn': { 'Fn::GetAtt': [rules[index], 'Arn'] } } },
      });
  });

  it('can be left out', () => {
    const without = new Pipeline({ guardDuty: false });
    without.template.resourceCountIs('AWS::Events::Rule', 0);
    without.template.hasOutput('InboxQueueUrl', {});
    expect(without.template.findOutputs('GuardDutyFailedQueueUrl')).toEqual({});
  });
});
