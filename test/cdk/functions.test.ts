import { Match } from 'aws-cdk-lib/assertions';
import { describe, expect, it } from 'vitest';
import { parseConfig } from '../../cdk/config.ts';
import { EVERYTHING } from './everything.ts';
import { Pipeline } from './pipeline.ts';

const byDefault = new Pipeline();
const everything = new Pipeline(EVERYTHING);

/** An ARN of the stack's own account and region, as the template has it. */
function ownArn(service: string, rest: string) {
  const account = [{ Ref: 'AWS::Region' }, ':', { Ref: 'AWS::AccountId' }];
  return { 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, `:${service}:`, ...account, `:${rest}`]] };
}

function allow(actions: string | string[], resource: unknown) {
  return { Effect: 'Allow', Action: actions, Resource: resource };
}

const WRITE_LOG = ['logs:CreateLogStream', 'logs:PutLogEvents'];
const RECEIVE = ['sqs:ReceiveMessage', 'sqs:DeleteMessage', 'sqs:GetQueueAttributes'];
const READ_TABLE_STREAM = ['DescribeStream', 'GetRecords', 'GetShardIterator', 'ListStreams'].map(
  (action) => `dynamodb:${action}`,
);
const READ_KINESIS = [
  'DescribeStream',
  'DescribeStreamSummary',
  'GetRecords',
  'GetShardIterator',
  'ListShards',
].map((action) => `kinesis:${action}`);
const USE_KEY_FOR_ITEMS = [
  'Decrypt',
  'DescribeKey',
  'Encrypt',
  'GenerateDataKey',
  'GenerateDataKeyWithoutPlaintext',
  'ReEncryptFrom',
  'ReEncryptTo',
].map((action) => `kms:${action}`);

function items(...actions: string[]): string[] {
  return actions.map((action) => `dynamodb:${action}`);
}

function policies(pipeline: Pipeline, name: string): unknown {
  return pipeline.only('AWS::IAM::Role', `${name}FunctionRole`).resource.Properties['Policies'];
}

function work(...statements: unknown[]) {
  return [{ PolicyName: 'work', PolicyDocument: { Version: '2012-10-17', Statement: statements } }];
}

describe('what functions may do', () => {
  const p = byDefault;
  const log = (name: string) => p.arn('AWS::Logs::LogGroup', `${name}FunctionLog`);
  const queue = (place: string) => p.arn('AWS::SQS::Queue', place);
  const table = p.arn('AWS::DynamoDB::Table', 'Incidents');

  it('detect: read and write items, ask later, work off its inbox, keep calls that failed', () => {
    expect(policies(p, 'Detect')).toEqual(
      work(
        allow(WRITE_LOG, log('Detect')),
        allow(items('GetItem', 'Query', 'UpdateItem'), table),
        allow('sqs:SendMessage', queue('SettleWaitingQueue')),
        allow(RECEIVE, queue('DetectInboxQueue')),
        allow('sqs:SendMessage', queue('DetectFailed')),
      ),
    );
  });

  it('settle: read, write and delete items, read the log groups, work off its queue', () => {
    expect(policies(p, 'Settle')).toEqual(
      work(
        allow(WRITE_LOG, log('Settle')),
        allow(items('GetItem', 'Query', 'UpdateItem', 'DeleteItem'), table),
        allow('logs:GetLogEvents', ownArn('logs', 'log-group:/var/log/audit/audit.log:log-stream:*')),
        allow('logs:DescribeLogStreams', ownArn('logs', 'log-group:/var/log/audit/audit.log:*')),
        allow(RECEIVE, queue('SettleWaitingQueue')),
      ),
    );
  });

  it('publish: read and mark items, describe instances, read the stream, publish, note what failed', () => {
    expect(policies(p, 'Publish')).toEqual(
      work(
        allow(WRITE_LOG, log('Publish')),
        allow(items('GetItem', 'BatchGetItem', 'UpdateItem'), table),
        allow('ec2:DescribeInstances', '*'),
        allow(READ_TABLE_STREAM, {
          'Fn::GetAtt': [p.only('AWS::DynamoDB::Table', 'Incidents').id, 'StreamArn'],
        }),
        allow('sns:Publish', { Ref: p.only('AWS::SNS::Topic', 'Alerts').id }),
        allow('sqs:SendMessage', queue('PublishFailed')),
      ),
    );
  });

  it('login-history: read and write items, read the log groups, work off its queue', () => {
    expect(policies(p, 'LoginHistory')).toEqual(
      work(
        allow(WRITE_LOG, log('LoginHistory')),
        allow(items('GetItem', 'UpdateItem'), table),
        allow('logs:GetLogEvents', ownArn('logs', 'log-group:/var/log/audit/audit.log:log-stream:*')),
        allow(RECEIVE, queue('LoginHistoryAlertsQueue')),
      ),
    );
  });

  it('nothing beside: no policies but these, and none of AWS', () => {
    for (const pipeline of [byDefault, everything]) {
      pipeline.template.resourceCountIs('AWS::IAM::Policy', 0);
      pipeline.template.resourceCountIs('AWS::IAM::ManagedPolicy', 0);
      pipeline.template.allResourcesProperties('AWS::IAM::Role', { ManagedPolicyArns: Match.absent() });
    }
  });
});

describe('what functions may do with a stream and a key of its own', () => {
  const p = everything;
  const log = (name: string) => p.arn('AWS::Logs::LogGroup', `${name}FunctionLog`);
  const queue = (place: string) => p.arn('AWS::SQS::Queue', place);
  const table = p.arn('AWS::DynamoDB::Table', 'Incidents');
  const key = p.arn('AWS::KMS::Key', 'Key');

  it('detect: reads the stream, too', () => {
    expect(policies(p, 'Detect')).toEqual(
      work(
        allow(WRITE_LOG, log('Detect')),
        allow(items('GetItem', 'Query', 'UpdateItem'), table),
        allow(USE_KEY_FOR_ITEMS, key),
        allow('sqs:SendMessage', queue('SettleWaitingQueue')),
        allow(RECEIVE, queue('DetectInboxQueue')),
        allow(READ_KINESIS, p.arn('AWS::Kinesis::Stream', 'KinesisStream')),
        allow('sqs:SendMessage', queue('KinesisFailed')),
        allow('kms:Decrypt', key),
        allow('sqs:SendMessage', queue('DetectFailed')),
      ),
    );
  });

  it('settle: reads each of the log groups', () => {
    expect(policies(p, 'Settle')).toEqual(
      work(
        allow(WRITE_LOG, log('Settle')),
        allow(items('GetItem', 'Query', 'UpdateItem', 'DeleteItem'), table),
        allow(USE_KEY_FOR_ITEMS, key),
        allow('logs:GetLogEvents', [
          ownArn('logs', 'log-group:/audit/web:log-stream:*'),
          ownArn('logs', 'log-group:/audit/ci:log-stream:*'),
        ]),
        allow('logs:DescribeLogStreams', [
          ownArn('logs', 'log-group:/audit/web:*'),
          ownArn('logs', 'log-group:/audit/ci:*'),
        ]),
        allow(RECEIVE, queue('SettleWaitingQueue')),
      ),
    );
  });

  it('publish: uses the key for the topic', () => {
    expect(policies(p, 'Publish')).toEqual(
      work(
        allow(WRITE_LOG, log('Publish')),
        allow(items('GetItem', 'BatchGetItem', 'UpdateItem'), table),
        allow(USE_KEY_FOR_ITEMS, key),
        allow('ec2:DescribeInstances', '*'),
        allow(READ_TABLE_STREAM, {
          'Fn::GetAtt': [p.only('AWS::DynamoDB::Table', 'Incidents').id, 'StreamArn'],
        }),
        allow('sns:Publish', { Ref: p.only('AWS::SNS::Topic', 'Alerts').id }),
        allow(['kms:Decrypt', 'kms:GenerateDataKey'], key),
        allow('sqs:SendMessage', queue('PublishFailed')),
      ),
    );
  });

  it('CloudWatch Logs puts records into the stream, for these log groups only', () => {
    const { Policies, AssumeRolePolicyDocument } = p.only('AWS::IAM::Role', 'KinesisRole').resource
      .Properties;
    expect(Policies).toMatchObject([
      {
        PolicyDocument: {
          Statement: [
            allow('kinesis:PutRecord', p.arn('AWS::Kinesis::Stream', 'KinesisStream')),
            allow('kms:GenerateDataKey', key),
          ],
        },
      },
    ]);
    expect(AssumeRolePolicyDocument).toMatchObject({
      Statement: [
        {
          Principal: { Service: 'logs.amazonaws.com' },
          Condition: {
            StringEquals: { 'aws:SourceAccount': { Ref: 'AWS::AccountId' } },
            ArnLike: {
              'aws:SourceArn': [
                ownArn('logs', 'log-group:/audit/web:*'),
                ownArn('logs', 'log-group:/audit/ci:*'),
              ],
            },
          },
        },
      ],
    });
  });
});

describe('how functions run', () => {
  it.each(['detect', 'settle', 'publish'])(
    '%s: Node.js 24 on arm64, with a role, log and name of its own',
    (name) => {
      const place = `${name.charAt(0).toUpperCase()}${name.slice(1)}Function`;
      const { Properties } = byDefault.only('AWS::Lambda::Function', place).resource;
      const log = byDefault.only('AWS::Logs::LogGroup', `${place}Log`);
      expect(Properties).toMatchObject({
        Runtime: 'nodejs24.x',
        Architectures: ['arm64'],
        Role: byDefault.arn('AWS::IAM::Role', `${place}Role`),
        LoggingConfig: { LogGroup: { Ref: log.id } },
        Environment: { Variables: { AWS_SDK_UA_APP_ID: `ldwatch-${name}` } },
      });
      expect(Properties).not.toHaveProperty('TracingConfig');
      expect(log.resource.Properties).toEqual({ RetentionInDays: 30 });
      byDefault.template.resourceCountIs('AWS::Lambda::Function', 4);
      byDefault.template.resourceCountIs('AWS::Logs::LogGroup', 4);
    },
  );

  it('as configured', () => {
    const of = (place: string) => everything.only('AWS::Lambda::Function', place).resource.Properties;
    expect(of('DetectFunction')).toMatchObject({
      MemorySize: 1024,
      Timeout: 30,
      ReservedConcurrentExecutions: 10,
    });
    expect(of('SettleFunction')).toMatchObject({ MemorySize: 1024, Timeout: 30 });
    for (const place of ['DetectFunction', 'SettleFunction'])
      expect(of(place)).toMatchObject({
        Environment: {
          Variables: {
            ENVIRONMENTS: JSON.stringify({ ...EVERYTHING.environments, logGroups: { '/audit/ci': 'ci' } }),
            INCIDENT_WINDOW_HOURS: '12',
            INCIDENT_RETENTION_DAYS: '90',
          },
        },
      });
    everything.template.allResourcesProperties('AWS::Logs::LogGroup', { RetentionInDays: 7 });
  });

  it('without a limit on instances that nobody asked for', () => {
    byDefault.template.allResourcesProperties('AWS::Lambda::Function', {
      ReservedConcurrentExecutions: Match.absent(),
    });
  });

  it('with what they have to know', () => {
    const table = { Ref: byDefault.only('AWS::DynamoDB::Table', 'Incidents').id };
    const settleQueue = { Ref: byDefault.only('AWS::SQS::Queue', 'SettleWaitingQueue').id };
    const incidents = {
      TABLE_NAME: table,
      ENVIRONMENTS: JSON.stringify({ ...parseConfig({}).environments, logGroups: {} }),
      INCIDENT_WINDOW_HOURS: '24',
      INCIDENT_RETENTION_DAYS: '400',
    };
    const variables = (place: string) =>
      byDefault.only('AWS::Lambda::Function', place).resource.Properties['Environment'];
    expect(variables('DetectFunction')).toEqual({
      Variables: { ...incidents, SETTLE_QUEUE_URL: settleQueue, AWS_SDK_UA_APP_ID: 'ldwatch-detect' },
    });
    expect(variables('SettleFunction')).toEqual({
      Variables: {
        ...incidents,
        LOG_GROUPS: '["/var/log/audit/audit.log"]',
        AWS_SDK_UA_APP_ID: 'ldwatch-settle',
      },
    });
    expect(variables('PublishFunction')).toEqual({
      Variables: {
        TABLE_NAME: table,
        TOPIC_ARN: { Ref: byDefault.only('AWS::SNS::Topic', 'Alerts').id },
        ENVIRONMENTS: incidents.ENVIRONMENTS,
        INCIDENT_RETENTION_DAYS: '400',
        AWS_SDK_UA_APP_ID: 'ldwatch-publish',
      },
    });
  });

  it('after the last try, what detection was called with lies in its dead-letter queue', () => {
    expect(byDefault.only('AWS::Lambda::Function', 'DetectFunction').resource.Properties).toMatchObject({
      DeadLetterConfig: { TargetArn: byDefault.arn('AWS::SQS::Queue', 'DetectFailed') },
    });
  });
});
