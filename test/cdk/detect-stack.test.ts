import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { App } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { describe, expect, it, vi } from 'vitest';
import { parseConfig } from '../../cdk/config.ts';
import { DetectStack } from '../../cdk/detect-stack.ts';

const WITHOUT_BUNDLE = { 'aws:cdk:bundling-stacks': [] };

function templateOf(written: object = {}): Template {
  return Template.fromStack(new DetectStack(new App({ context: WITHOUT_BUNDLE }), parseConfig(written)));
}

/** Logical id of the only resource of a type. */
function only(template: Template, type: string): string {
  const ids = Object.keys(template.findResources(type));
  expect(ids).toHaveLength(1);
  return ids[0] ?? '';
}

describe('DetectStack', () => {
  const template = templateOf();
  const topic = only(template, 'AWS::SNS::Topic');
  const queue = only(template, 'AWS::SQS::Queue');
  const log = only(template, 'AWS::Logs::LogGroup');
  const role = only(template, 'AWS::IAM::Role');

  it('has one function, on Node.js 24 and arm64', () => {
    template.resourceCountIs('AWS::Lambda::Function', 1);
    template.hasResourceProperties('AWS::Lambda::Function', {
      Runtime: 'nodejs24.x',
      Architectures: ['arm64'],
      MemorySize: 512,
      Timeout: 60,
      Environment: { Variables: { TOPIC_ARN: { Ref: topic } } },
      LoggingConfig: { LogGroup: { Ref: log } },
      DeadLetterConfig: { TargetArn: { 'Fn::GetAtt': [queue, 'Arn'] } },
      ReservedConcurrentExecutions: Match.absent(),
    });
  });

  it('lets the function publish alerts, keep what failed, write its log, and nothing else', () => {
    const statements = [
      ...Object.values(template.findResources('AWS::IAM::Policy')),
      ...Object.values(template.findResources('AWS::IAM::Role')).flatMap(
        ({ Properties }) => Properties.Policies,
      ),
    ].flatMap((policy) => (policy.Properties ?? policy).PolicyDocument.Statement);
    expect(statements).toHaveLength(3);
    expect(statements).toEqual(
      expect.arrayContaining([
        { Effect: 'Allow', Action: 'sns:Publish', Resource: { Ref: topic } },
        { Effect: 'Allow', Action: 'sqs:SendMessage', Resource: { 'Fn::GetAtt': [queue, 'Arn'] } },
        {
          Effect: 'Allow',
          Action: ['logs:CreateLogStream', 'logs:PutLogEvents'],
          Resource: { 'Fn::GetAtt': [log, 'Arn'] },
        },
      ]),
    );
    expect(JSON.stringify(statements)).not.toContain('*');
    template.hasResource('AWS::IAM::Role', { Properties: { ManagedPolicyArns: Match.absent() } });
    template.hasResourceProperties('AWS::Lambda::Function', { Role: { 'Fn::GetAtt': [role, 'Arn'] } });
  });

  it('keeps its log for as long as configured, and failed payloads as long as SQS can', () => {
    template.hasResourceProperties('AWS::Logs::LogGroup', { RetentionInDays: 30 });
    template.hasResourceProperties('AWS::SQS::Queue', {
      MessageRetentionPeriod: 1_209_600,
      SqsManagedSseEnabled: true,
    });
  });

  it('subscribes every log group, and only they may call the function', () => {
    const configured = templateOf({
      logGroups: ['/audit/web', '/audit/db'],
      filterPattern: '?"type=SYSCALL"',
    });
    configured.resourceCountIs('AWS::Logs::SubscriptionFilter', 2);
    configured.resourceCountIs('AWS::Lambda::Permission', 2);
    for (const name of ['/audit/web', '/audit/db']) {
      configured.hasResourceProperties('AWS::Logs::SubscriptionFilter', {
        LogGroupName: name,
        FilterPattern: '?"type=SYSCALL"',
        DestinationArn: { 'Fn::GetAtt': [only(configured, 'AWS::Lambda::Function'), 'Arn'] },
      });
      configured.hasResourceProperties('AWS::Lambda::Permission', {
        Principal: 'logs.amazonaws.com',
        SourceArn: { 'Fn::Join': ['', Match.arrayWith([`:log-group:${name}:*`])] },
      });
    }
  });

  it('subscribes e-mail addresses and reserves instances where that is configured', () => {
    template.resourceCountIs('AWS::SNS::Subscription', 0);
    const configured = templateOf({ alertEmails: ['on-call@example.org'], reservedConcurrency: 1 });
    configured.hasResourceProperties('AWS::SNS::Subscription', {
      Protocol: 'email',
      Endpoint: 'on-call@example.org',
    });
    configured.hasResourceProperties('AWS::Lambda::Function', { ReservedConcurrentExecutions: 1 });
  });

  it('bundles the function with everything in it, small enough to start fast', async () => {
    const app = new App();
    new DetectStack(app, parseConfig({}));
    const { directory } = app.synth();
    const asset = readdirSync(directory).find((name) => /^asset\.\w+$/.test(name)) ?? '';
    const bundle = join(directory, asset, 'index.mjs');
    expect(readFileSync(bundle).length).toBeLessThan(450_000);
    vi.stubEnv('TOPIC_ARN', 'arn:aws:sns:eu-central-1:111122223333:alerts');
    const { handler } = (await import(pathToFileURL(bundle).href)) as { handler: unknown };
    expect(handler).toBeTypeOf('function');
  });
});
