import { describe, expect, it } from 'vitest';
import { parseConfig } from '../../cdk/config.ts';
import { runbookRoleName } from '../../cdk/constructs/runbook-role.ts';
import { parsePolicy } from '../../shared/response/policy/policy.ts';
import { EVERYTHING } from './everything.ts';
import { Pipeline } from './pipeline.ts';

const without = new Pipeline();
const plain = new Pipeline({ containment: true });
const everything = new Pipeline(EVERYTHING);

function own(service: string, rest: string) {
  const place = [{ Ref: 'AWS::Region' }, ':', { Ref: 'AWS::AccountId' }];
  return { 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, `:${service}:`, ...place, `:${rest}`]] };
}

/** The role of a runbook, whose name ends with the region. */
function role(name: string) {
  const account = [{ Ref: 'AWS::AccountId' }, `:role/${name}-`, { Ref: 'AWS::Region' }];
  return { 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, ':iam::', ...account]] };
}

function allow(actions: string | string[], resource: unknown) {
  return { Effect: 'Allow', Action: actions, Resource: resource };
}

function variables(pipeline: Pipeline): Record<string, unknown> {
  const { Environment } = pipeline.only('AWS::Lambda::Function', 'ContainFunction').resource.Properties;
  return (Environment as { Variables: Record<string, unknown> }).Variables;
}

function policyOf(pipeline: Pipeline) {
  return parsePolicy(String(variables(pipeline)['CONTAINMENT_POLICY']));
}

describe('without containment in the configuration', () => {
  it('there is nothing of it, and nothing may start an automation', () => {
    expect(JSON.stringify(without.template.toJSON())).not.toMatch(/contain[^e]*Function|StartAutomation/i);
  });
});

describe('switched on with nothing else said', () => {
  it('it is a dry run that proposes in production and only tells elsewhere', () => {
    expect(policyOf(plain)).toEqual({
      modes: { ci: 'alert', staging: 'alert', production: 'propose' },
      dryRun: true,
      protectTag: 'ldwatch:protect',
      neverTargets: [],
      neverTags: [],
      perHour: 3,
      fleetShare: 0.1,
      liveMinutes: 30,
      proposalHours: 4,
    });
  });

  it('what is configured reaches the function', () => {
    expect(policyOf(everything)).toMatchObject({
      modes: { ci: 'contain', staging: 'observe', production: 'propose' },
      dryRun: false,
      neverTargets: ['i-0123456789abcdef0'],
      neverTags: [
        { key: 'critical-service', value: null },
        { key: 'role', value: 'nat' },
      ],
    });
    expect(variables(everything)).toMatchObject({
      ACCOUNT_ID: { Ref: 'AWS::AccountId' },
      STACK_NAME: 'everything',
      INCIDENT_RETENTION_DAYS: '90',
      AWS_SDK_UA_APP_ID: 'ldwatch-contain',
    });
  });
});

describe('a wrong configuration', () => {
  it.each([
    [{ modes: { production: 'always' } }, /observe/],
    [{ perHour: 0 }, /perHour/],
    [{ fleetShare: 1.5 }, /fleetShare/],
    [{ neverTargets: ['web-1'] }, /ids of instances/],
    [{ protectTag: 'aws:x' }, /may not begin with aws/],
    [{ dryrun: false }, /dryrun/],
  ])('%j says what is allowed', (containment, sentence) => {
    expect(() => parseConfig({ containment })).toThrow(sentence);
  });

  it('a stack whose name is too long for the roles of its runbooks says so', () => {
    expect(() =>
      runbookRoleName({ stackName: 'x'.repeat(48), action: 'contain', region: 'eu-west-1' }),
    ).toThrow(RangeError);
  });
});

describe('what the containing function may do', () => {
  it('is to keep incidents and the ledger, ask about instances, start two runbooks with their roles, and follow them', () => {
    const p = plain;
    const { Policies } = p.only('AWS::IAM::Role', 'ContainFunctionRole').resource.Properties;
    expect(Policies).toEqual([
      {
        PolicyName: 'work',
        PolicyDocument: {
          Version: '2012-10-17',
          Statement: [
            allow(
              ['logs:CreateLogStream', 'logs:PutLogEvents'],
              p.arn('AWS::Logs::LogGroup', 'ContainFunctionLog'),
            ),
            allow(['dynamodb:GetItem', 'dynamodb:UpdateItem'], p.arn('AWS::DynamoDB::Table', 'Incidents')),
            allow('ssm:StartAutomationExecution', [
              own('ssm', 'automation-definition/ldwatch-contain:*'),
              own('ssm', 'automation-definition/ldwatch-release:*'),
              own('ssm', 'document/ldwatch-contain'),
              own('ssm', 'document/ldwatch-release'),
            ]),
            {
              ...allow('iam:PassRole', [role('ldwatch-contain'), role('ldwatch-release')]),
              Condition: { StringEquals: { 'iam:PassedToService': 'ssm.amazonaws.com' } },
            },
            allow('ssm:GetAutomationExecution', own('ssm', 'automation-execution/*')),
            allow('ec2:DescribeInstances', '*'),
            allow(
              ['sqs:ReceiveMessage', 'sqs:DeleteMessage', 'sqs:GetQueueAttributes'],
              p.arn('AWS::SQS::Queue', 'ContainAlertsQueue'),
            ),
          ],
        },
      },
    ]);
  });
});

describe('what calls it', () => {
  const queue = plain.arn('AWS::SQS::Queue', 'ContainAlertsQueue');
  const failed = plain.arn('AWS::SQS::Queue', 'ContainAlertsFailed');

  it('is every alert, one at a time', () => {
    plain.template.hasResourceProperties('AWS::Lambda::EventSourceMapping', {
      EventSourceArn: queue,
      BatchSize: 1,
      FunctionResponseTypes: ['ReportBatchItemFailures'],
    });
    const subscriptions = Object.values(plain.all('AWS::SNS::Subscription'));
    const [ours] = subscriptions.filter(
      ({ Properties }) => JSON.stringify(Properties['Endpoint']) === JSON.stringify(queue),
    );
    expect(ours?.Properties).not.toHaveProperty('FilterPolicy');
  });

  it('is an automation of its runbooks that came further, and the clock', () => {
    const target = [{ Arn: queue, DeadLetterConfig: { Arn: failed }, Id: 'Target0' }];
    plain.template.hasResourceProperties('AWS::Events::Rule', {
      EventPattern: {
        source: ['aws.ssm'],
        'detail-type': ['EC2 Automation Execution Status-change Notification'],
        detail: { Definition: ['ldwatch-contain', 'ldwatch-release'] },
      },
      Targets: target,
    });
    plain.template.hasResourceProperties('AWS::Events::Rule', {
      ScheduleExpression: 'rate(5 minutes)',
      Targets: target,
    });
  });

  it('is tried for longer than a finding is live, so that a lookup that fails is told in the end', () => {
    const { VisibilityTimeout, RedrivePolicy } = plain.only('AWS::SQS::Queue', 'ContainAlertsQueue').resource
      .Properties as { VisibilityTimeout: number; RedrivePolicy: { maxReceiveCount: number } };
    const { liveMinutes } = policyOf(plain);
    expect((VisibilityTimeout * (RedrivePolicy.maxReceiveCount - 1)) / 60).toBeGreaterThan(liveMinutes);
  });

  it('has alarms for what failed and for what takes too long', () => {
    for (const MetricName of ['ContainmentFailed', 'ContainmentStuck'])
      plain.template.hasResourceProperties('AWS::CloudWatch::Alarm', { Namespace: 'ldwatch', MetricName });
    expect(plain.only('AWS::CloudWatch::Alarm', 'AlarmsContainFailed').id).toBeTruthy();
  });
});
