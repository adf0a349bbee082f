import { describe, expect, it } from 'vitest';
import { EVERYTHING } from './everything.ts';
import { Pipeline } from './pipeline.ts';

const { secretArn, channel, signingSecretArn, signingSecretKeyArn } = EVERYTHING.slack;
const SLACK = { secretArn, channel, signingSecretArn, approvers: ['U0ANN0001'] };

const without = new Pipeline({ slack: { secretArn, channel } });
const buttons = new Pipeline({ slack: SLACK });
const everything = new Pipeline(EVERYTHING);

function functionOf(pipeline: Pipeline) {
  return pipeline.only('AWS::Lambda::Function', 'SlackActionFunction').resource.Properties;
}

function allow(actions: string | string[], resource: unknown) {
  return { Effect: 'Allow', Action: actions, Resource: resource };
}

function statements(pipeline: Pipeline): unknown {
  return pipeline.only('AWS::IAM::Role', 'SlackActionFunctionRole').resource.Properties['Policies'];
}

function work(...statement: unknown[]) {
  return [{ PolicyName: 'work', PolicyDocument: { Version: '2012-10-17', Statement: statement } }];
}

const log = (pipeline: Pipeline) =>
  allow(
    ['logs:CreateLogStream', 'logs:PutLogEvents'],
    pipeline.arn('AWS::Logs::LogGroup', 'SlackActionFunctionLog'),
  );

describe('without a signing secret', () => {
  it('there are no buttons, and nothing behind them', () => {
    without.template.resourceCountIs('AWS::Lambda::Url', 0);
    expect(JSON.stringify(without.template.toJSON())).not.toMatch(/slack-action|SLACK_BUTTONS/);
  });
});

describe('the function behind the buttons', () => {
  it('may write its log, read and write items, and read the signing secret', () => {
    expect(statements(buttons)).toEqual(
      work(
        log(buttons),
        allow(['dynamodb:GetItem', 'dynamodb:UpdateItem'], buttons.arn('AWS::DynamoDB::Table', 'Incidents')),
        allow('secretsmanager:GetSecretValue', signingSecretArn),
      ),
    );
  });

  it('may use the keys of the table and of the secret too, where they have their own', () => {
    const key = everything.arn('AWS::KMS::Key', 'Key');
    expect(statements(everything)).toEqual(
      work(
        log(everything),
        allow(
          ['dynamodb:GetItem', 'dynamodb:UpdateItem'],
          everything.arn('AWS::DynamoDB::Table', 'Incidents'),
        ),
        { Effect: 'Allow', Action: expect.arrayContaining(['kms:Decrypt', 'kms:Encrypt']), Resource: key },
        allow('secretsmanager:GetSecretValue', signingSecretArn),
        allow('kms:Decrypt', signingSecretKeyArn),
      ),
    );
  });

  it('knows who may decide and where its secret lies, and nothing that is secret', () => {
    expect(functionOf(everything)['Environment']).toEqual({
      Variables: {
        TABLE_NAME: { Ref: everything.only('AWS::DynamoDB::Table', 'Incidents').id },
        INCIDENT_RETENTION_DAYS: '90',
        SLACK_SIGNING_SECRET_ARN: signingSecretArn,
        SLACK_APPROVERS: 'U0ANN0001,W0BEN0002',
        SLACK_TEAM: 'T0TEAM001',
        AWS_SDK_UA_APP_ID: 'ldwatch-slack-action',
      },
    });
  });

  it('is few at a time, as configured', () => {
    expect(functionOf(buttons)['ReservedConcurrentExecutions']).toBe(5);
    expect(functionOf(everything)['ReservedConcurrentExecutions']).toBe(3);
    const unlimited = new Pipeline({ slack: { ...SLACK, actionConcurrency: null } });
    expect(functionOf(unlimited)).not.toHaveProperty('ReservedConcurrentExecutions');
  });

  it('has an address that is open to Slack, and by which alone strangers may call it', () => {
    const { id } = buttons.only('AWS::Lambda::Function', 'SlackActionFunction');
    buttons.template.hasResourceProperties('AWS::Lambda::Url', {
      AuthType: 'NONE',
      TargetFunctionArn: { 'Fn::GetAtt': [id, 'Arn'] },
    });
    const open = Object.values(buttons.all('AWS::Lambda::Permission'))
      .map(({ Properties }) => Properties)
      .filter(({ Principal }) => Principal === '*');
    for (const { Action, FunctionUrlAuthType, InvokedViaFunctionUrl } of open) {
      if (Action === 'lambda:InvokeFunctionUrl') expect(FunctionUrlAuthType).toBe('NONE');
      else expect([Action, InvokedViaFunctionUrl]).toEqual(['lambda:InvokeFunction', true]);
    }
    expect(open).toHaveLength(2);
  });

  it('has its address among the outputs of the stack, to be pasted', () => {
    expect(buttons.template.findOutputs('SlackActionUrl')).toHaveProperty('SlackActionUrl');
  });

  it('tells by alarms when it fails, and when it is called more than it may run', () => {
    for (const metric of ['SlackActionFailures', 'Throttles'])
      buttons.template.hasResourceProperties('AWS::CloudWatch::Alarm', { MetricName: metric });
  });
});
