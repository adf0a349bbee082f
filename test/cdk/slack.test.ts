import { describe, expect, it } from 'vitest';
import { HELD_FOR } from '../../shared/aws/slack-threads.ts';
import { EVERYTHING } from './everything.ts';
import { Pipeline } from './pipeline.ts';

const SECRET = EVERYTHING.slack.secretArn;
const CHANNEL = EVERYTHING.slack.channel;

const without = new Pipeline();
const bot = new Pipeline({ slack: { secretArn: SECRET, channel: CHANNEL } });
const webhook = new Pipeline({ slack: { secretArn: SECRET, mode: 'webhook' } });
const everything = new Pipeline(EVERYTHING);

function functionOf(pipeline: Pipeline) {
  return pipeline.only('AWS::Lambda::Function', 'SlackFunction').resource.Properties;
}

function statements(pipeline: Pipeline): unknown {
  const { Policies } = pipeline.only('AWS::IAM::Role', 'SlackFunctionRole').resource.Properties;
  return Policies;
}

function allow(actions: string | string[], resource: unknown) {
  return { Effect: 'Allow', Action: actions, Resource: resource };
}

function work(...statement: unknown[]) {
  return [{ PolicyName: 'work', PolicyDocument: { Version: '2012-10-17', Statement: statement } }];
}

describe('without Slack in the configuration', () => {
  it('there is nothing of it', () => {
    expect(JSON.stringify(without.template.toJSON())).not.toMatch(/slack/i);
  });
});

describe('what the Slack function may do', () => {
  const logOf = (pipeline: Pipeline) =>
    allow(
      ['logs:CreateLogStream', 'logs:PutLogEvents'],
      pipeline.arn('AWS::Logs::LogGroup', 'SlackFunctionLog'),
    );
  const queueOf = (pipeline: Pipeline) =>
    allow(
      ['sqs:ReceiveMessage', 'sqs:DeleteMessage', 'sqs:GetQueueAttributes'],
      pipeline.arn('AWS::SQS::Queue', 'SlackAlertsQueue'),
    );

  it('is to write its log, keep its threads, read its secret and work off its queue', () => {
    for (const pipeline of [bot, webhook])
      expect(statements(pipeline)).toEqual(
        work(
          logOf(pipeline),
          allow('dynamodb:UpdateItem', pipeline.arn('AWS::DynamoDB::Table', 'Incidents')),
          allow('secretsmanager:GetSecretValue', SECRET),
          queueOf(pipeline),
        ),
      );
  });

  it('is to use the keys of the table and of the secret too, where they have their own', () => {
    const key = everything.arn('AWS::KMS::Key', 'Key');
    expect(statements(everything)).toEqual(
      work(
        logOf(everything),
        allow('dynamodb:UpdateItem', everything.arn('AWS::DynamoDB::Table', 'Incidents')),
        { Effect: 'Allow', Action: expect.arrayContaining(['kms:Decrypt', 'kms:Encrypt']), Resource: key },
        allow('secretsmanager:GetSecretValue', SECRET),
        allow('kms:Decrypt', EVERYTHING.slack.secretKeyArn),
        queueOf(everything),
      ),
    );
  });
});

describe('the Slack function', () => {
  it('knows where its secret lies and which channels there are, and nothing that is secret', () => {
    expect(functionOf(everything)['Environment']).toEqual({
      Variables: {
        TABLE_NAME: { Ref: everything.only('AWS::DynamoDB::Table', 'Incidents').id },
        INCIDENT_RETENTION_DAYS: '90',
        SLACK_MODE: 'bot',
        SLACK_SECRET_ARN: SECRET,
        SLACK_ROUTING: JSON.stringify({
          channel: CHANNEL,
          bySeverity: { critical: 'C0CRITICAL' },
          byEnvironment: { ci: 'C0000000CI' },
          from: 'medium',
        }),
        SLACK_BUTTONS: 'yes',
        AWS_SDK_UA_APP_ID: 'ldwatch-slack',
      },
    });
    expect(functionOf(webhook)['Environment']).toMatchObject({ Variables: { SLACK_MODE: 'webhook' } });
  });

  it('is dead before a thread is free that it holds, and its message comes again after that', () => {
    const timeout = Number(functionOf(bot)['Timeout']);
    const { VisibilityTimeout } = bot.only('AWS::SQS::Queue', 'SlackAlertsQueue').resource.Properties;
    expect(timeout * 1000).toBeLessThan(HELD_FOR);
    expect(Number(VisibilityTimeout) * 1000).toBeGreaterThan(HELD_FOR + timeout * 1000);
  });

  it('is called with one message at a time, by few instances', () => {
    bot.template.hasResourceProperties('AWS::Lambda::EventSourceMapping', {
      EventSourceArn: bot.arn('AWS::SQS::Queue', 'SlackAlertsQueue'),
      FunctionName: { Ref: bot.only('AWS::Lambda::Function', 'SlackFunction').id },
      BatchSize: 1,
      FunctionResponseTypes: ['ReportBatchItemFailures'],
      ScalingConfig: { MaximumConcurrency: 2 },
    });
  });
});
