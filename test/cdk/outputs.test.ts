import { KinesisClient } from '@aws-sdk/client-kinesis';
import { describe, expect, it } from 'vitest';
import { redriveRoutes } from '../../cli/redrive/routes.ts';
import { EVERYTHING } from './everything.ts';
import { Pipeline } from './pipeline.ts';

const byDefault = new Pipeline();
const everything = new Pipeline(EVERYTHING);
const { secretArn, channel } = EVERYTHING.slack;
/** All outputs, and no key of its own. */
const plain = new Pipeline({
  securityHub: true,
  eventBus: true,
  chatTopic: true,
  slack: { secretArn, channel },
});
const NAMES = ['SecurityHub', 'EventBus', 'Chat', 'Slack'];

function allow(actions: string | string[], resource: unknown) {
  return { Effect: 'Allow', Action: actions, Resource: resource };
}

const WRITE_LOG = ['logs:CreateLogStream', 'logs:PutLogEvents'];
const RECEIVE = ['sqs:ReceiveMessage', 'sqs:DeleteMessage', 'sqs:GetQueueAttributes'];
/** `arn:aws:securityhub:REGION:ACCOUNT:product/ACCOUNT/default`. */
const PRODUCT = {
  'Fn::Join': [
    '',
    [
      ...['arn:', { Ref: 'AWS::Partition' }, ':securityhub:', { Ref: 'AWS::Region' }, ':'],
      ...[{ Ref: 'AWS::AccountId' }, ':product/', { Ref: 'AWS::AccountId' }, '/default'],
    ],
  ],
};

function policies(pipeline: Pipeline, name: string): unknown {
  return pipeline.only('AWS::IAM::Role', `${name}FunctionRole`).resource.Properties['Policies'];
}

function work(...statements: unknown[]) {
  return [{ PolicyName: 'work', PolicyDocument: { Version: '2012-10-17', Statement: statements } }];
}

function variables(pipeline: Pipeline, name: string): unknown {
  const { Environment } = pipeline.only('AWS::Lambda::Function', `${name}Function`).resource.Properties;
  return Environment;
}

function subscriptionOf(pipeline: Pipeline, name: string): unknown {
  const queue = pipeline.arn('AWS::SQS::Queue', `${name}AlertsQueue`);
  const found = Object.values(pipeline.all('AWS::SNS::Subscription')).filter(
    ({ Properties }) => JSON.stringify(Properties['Endpoint']) === JSON.stringify(queue),
  );
  expect(found).toHaveLength(1);
  return found[0]?.Properties;
}

describe('outputs', () => {
  it('are not there unless asked for', () => {
    byDefault.template.resourceCountIs('AWS::SNS::Topic', 1);
    // The login history's own.
    byDefault.template.resourceCountIs('AWS::SNS::Subscription', 1);
    byDefault.template.resourceCountIs('AWS::Events::EventBus', 0);
    byDefault.template.resourceCountIs('AWS::Lambda::Function', 4);
    const outputs = Object.keys(byDefault.template.findOutputs('*'));
    expect(outputs.filter((name) => NAMES.some((output) => name.startsWith(output)))).toEqual([]);
  });

  it.each(NAMES)('%s hears of alerts by a queue of its own, as they were published', (name) => {
    expect(subscriptionOf(plain, name)).toEqual({
      Protocol: 'sqs',
      TopicArn: { Ref: plain.only('AWS::SNS::Topic', 'Alerts').id },
      Endpoint: plain.arn('AWS::SQS::Queue', `${name}AlertsQueue`),
      RawMessageDelivery: true,
      RedrivePolicy: { deadLetterTargetArn: plain.arn('AWS::SQS::Queue', `${name}AlertsFailed`) },
    });
  });

  it.each([
    ['SecurityHub', ['medium', 'high', 'critical']],
    ['Chat', ['high', 'critical']],
    ['Slack', ['medium', 'high', 'critical']],
  ])('%s hears of alerts from its severity on', (name, severities) => {
    expect(subscriptionOf(everything, name)).toMatchObject({ FilterPolicy: { severity: severities } });
  });

  it.each(NAMES)('%s: only the topic may put something into the queue, and into what failed', (name) => {
    const topic = { Ref: plain.only('AWS::SNS::Topic', 'Alerts').id };
    for (const place of [`${name}AlertsQueue`, `${name}AlertsFailed`]) {
      const { id } = plain.only('AWS::SQS::Queue', place);
      const policy = Object.values(plain.all('AWS::SQS::QueuePolicy')).find(
        ({ Properties }) => JSON.stringify(Properties['Queues']) === JSON.stringify([{ Ref: id }]),
      );
      expect(policy?.Properties['PolicyDocument']).toMatchObject({
        Statement: [
          { Effect: 'Deny', Condition: { Bool: { 'aws:SecureTransport': 'false' } } },
          {
            ...allow('sqs:SendMessage', plain.arn('AWS::SQS::Queue', place)),
            Principal: { Service: 'sns.amazonaws.com' },
            Condition: { ArnEquals: { 'aws:SourceArn': topic } },
          },
        ],
      });
    }
  });

  it.each(NAMES)('%s: a part of a batch may come again, and what fails for an hour is put aside', (name) => {
    plain.template.hasResourceProperties('AWS::Lambda::EventSourceMapping', {
      EventSourceArn: plain.arn('AWS::SQS::Queue', `${name}AlertsQueue`),
      FunctionName: { Ref: plain.only('AWS::Lambda::Function', `${name}Function`).id },
      FunctionResponseTypes: ['ReportBatchItemFailures'],
      ScalingConfig: { MaximumConcurrency: 2 },
    });
    expect(plain.only('AWS::SQS::Queue', `${name}AlertsQueue`).resource.Properties).toMatchObject({
      VisibilityTimeout: 180,
      RedrivePolicy: { maxReceiveCount: 20 },
    });
  });

  it.each(NAMES)('%s: its dead letters raise an alarm, and its queues are outputs of the stack', (name) => {
    const { id } = plain.only('AWS::CloudWatch::Alarm', `Alarms${name}Failed`);
    expect(id).toBeTruthy();
    for (const output of [`${name}QueueUrl`, `${name}FailedQueueUrl`]) plain.template.hasOutput(output, {});
  });
});

describe('what outputs may do', () => {
  const p = plain;
  const log = (name: string) => p.arn('AWS::Logs::LogGroup', `${name}FunctionLog`);
  const receive = (name: string) => allow(RECEIVE, p.arn('AWS::SQS::Queue', `${name}AlertsQueue`));
  const chatTopic = { Ref: p.only('AWS::SNS::Topic', 'ChatTopic').id };

  it("security-hub: import findings of the account's own product", () => {
    expect(policies(p, 'SecurityHub')).toEqual(
      work(
        allow(WRITE_LOG, log('SecurityHub')),
        allow('securityhub:BatchImportFindings', PRODUCT),
        receive('SecurityHub'),
      ),
    );
    expect(variables(p, 'SecurityHub')).toEqual({
      Variables: { PRODUCT_ARN: PRODUCT, AWS_SDK_UA_APP_ID: 'ldwatch-security-hub' },
    });
  });

  it('event-bus: put events on its bus', () => {
    const bus = p.arn('AWS::Events::EventBus', 'EventBusBus');
    expect(policies(p, 'EventBus')).toEqual(
      work(allow(WRITE_LOG, log('EventBus')), allow('events:PutEvents', bus), receive('EventBus')),
    );
    expect(p.only('AWS::Events::EventBus', 'EventBusBus').resource.Properties).toMatchObject({
      Name: 'ldwatch',
    });
    p.template.hasOutput('EventBusArn', { Value: bus });
  });

  it('event-bus: put events on a bus that is there, and make none', () => {
    const bus = 'arn:aws:events:eu-central-1:111122223333:event-bus/security';
    const other = new Pipeline({ eventBus: bus });
    other.template.resourceCountIs('AWS::Events::EventBus', 0);
    expect(policies(other, 'EventBus')).toMatchObject([
      { PolicyDocument: { Statement: expect.arrayContaining([allow('events:PutEvents', bus)]) } },
    ]);
  });

  it('chat: mark items, and publish to the topic of chats, not to that of alerts', () => {
    expect(policies(p, 'Chat')).toEqual(
      work(
        allow(WRITE_LOG, log('Chat')),
        allow(['dynamodb:GetItem', 'dynamodb:UpdateItem'], p.arn('AWS::DynamoDB::Table', 'Incidents')),
        allow('sns:Publish', chatTopic),
        receive('Chat'),
      ),
    );
    p.template.hasOutput('ChatTopicArn', { Value: chatTopic });
  });

  it('chat: uses the key of its own, for items and for the topic', () => {
    const key = everything.arn('AWS::KMS::Key', 'Key');
    expect(policies(everything, 'Chat')).toMatchObject([
      {
        PolicyDocument: {
          Statement: expect.arrayContaining([allow(['kms:Decrypt', 'kms:GenerateDataKey'], key)]),
        },
      },
    ]);
    expect(everything.only('AWS::SNS::Topic', 'ChatTopic').resource.Properties).toMatchObject({
      KmsMasterKeyId: key,
    });
  });
});

describe('redrive', () => {
  it('has a way for every dead-letter queue that a stack can have, to a queue that it has', () => {
    const outputs = Object.keys(everything.template.findOutputs('*'));
    const routes = redriveRoutes(new KinesisClient({ region: 'eu-central-1' }));
    expect(routes.map(({ output }) => output).toSorted()).toEqual(
      outputs.filter((name) => name.endsWith('FailedQueueUrl')).toSorted(),
    );
    for (const { target } of routes) if (target !== null) expect(outputs).toContain(target);
  });

  it.each(NAMES)('gives dead letters of %s back to it, and to nobody else', (name) => {
    const routes = redriveRoutes(new KinesisClient({ region: 'eu-central-1' }));
    const { target } = routes.find(({ output }) => output === `${name}FailedQueueUrl`) ?? {};
    expect(target).toBe(`${name}QueueUrl`);
  });
});
