import { App, CfnResource, Stack } from 'aws-cdk-lib';
import { PolicyStatement, Role } from 'aws-cdk-lib/aws-iam';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import { Queue } from 'aws-cdk-lib/aws-sqs';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { addChecks } from '../../cdk/checks.ts';
import { parseConfig } from '../../cdk/config.ts';
import { PipelineStack } from '../../cdk/pipeline-stack.ts';
import { EVERYTHING } from './everything.ts';

let told = '';

/** An app as it is deployed, but for the bundles. */
function checkedApp(written: object): { app: App; stack: PipelineStack } {
  const app = new App({ context: { 'aws:cdk:bundling-stacks': [] } });
  addChecks(app);
  return { app, stack: new PipelineStack(app, parseConfig(written)) };
}

beforeEach(() => {
  told = '';
  const hear = (text: unknown) => {
    told += String(text);
    return true;
  };
  vi.spyOn(process.stderr, 'write').mockImplementation(hear);
  vi.spyOn(console, 'error').mockImplementation(hear);
  vi.spyOn(console, 'log').mockImplementation(hear);
});

afterEach(() => {
  vi.restoreAllMocks();
});

describe('addChecks', () => {
  it.each([
    ['by default', {}],
    ['with everything on', EVERYTHING],
    ['without GuardDuty', { guardDuty: false }],
    [
      'with a webhook of Slack',
      { slack: { secretArn: EVERYTHING.slack.secretArn, mode: 'webhook' }, customerManagedKey: true },
    ],
    [
      'with buttons in Slack and keys of AWS',
      { slack: { ...EVERYTHING.slack, secretKeyArn: null, signingSecretKeyArn: null } },
    ],
    ['with a stream of its own capacity and keys of AWS', { kinesis: {} }],
  ])('finds nothing in the pipeline %s', (_, written) => {
    expect(() => checkedApp(written).app.synth()).not.toThrow();
    expect(told).toBe('');
  });

  it('fails where a resource breaks a rule of AWS Solutions', () => {
    const { app, stack } = checkedApp({});
    new Bucket(stack, 'Open');
    expect(() => app.synth()).toThrow(/AwsSolutions-S10/);
  });

  it('fails where a resource breaks a serverless rule', () => {
    const { app, stack } = checkedApp({});
    new Queue(stack, 'Lossy', { enforceSSL: true });
    expect(() => app.synth()).toThrow(/Serverless-SQSRedrivePolicy/);
  });

  it('fails where a role of the pipeline may do more than was acknowledged', () => {
    const { app, stack } = checkedApp({});
    const role = stack.node.findChild('Settle').node.findChild('Function').node.findChild('Role');
    if (!(role instanceof Role)) throw new Error('the role is elsewhere');
    role.addToPolicy(new PolicyStatement({ actions: ['logs:*'], resources: ['*'] }));
    expect(() => app.synth()).toThrow(/AwsSolutions-IAM5\[Action::logs:\*\]/);
  });

  it('fails where CloudFormation would not take a resource', () => {
    const { app, stack } = checkedApp({});
    const properties = { ShardCount: 'many' };
    new CfnResource(stack, 'Wrong', { type: 'AWS::Kinesis::Stream', properties });
    expect(() => app.synth()).toThrow(/ShardCount/);
  });

  it('holds for other stacks of the app too', () => {
    const { app } = checkedApp({});
    new Bucket(new Stack(app, 'Other'), 'Open');
    expect(() => app.synth()).toThrow(/AwsSolutions-S10/);
  });
});
