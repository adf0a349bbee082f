import { App } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { addChecks } from '../../cdk/checks.ts';
import { parseConfig } from '../../cdk/config.ts';
import { RunbooksStack } from '../../cdk/runbooks-stack.ts';
import { ACTION_NAMES } from '../../shared/response/actions/action.ts';
import { ACTIONS } from '../../shared/response/actions/registry.ts';

const BY_DEFAULT = {};
const EVERYTHING = { customerManagedKey: true, evidenceLock: 'compliance', evidenceRetentionDays: 400 };

const made = new Map<object, Template>();

/** Without checks, which take seconds, and once for a configuration. */
function templateOf(written: object): Template {
  const known = made.get(written);
  if (known !== undefined) return known;
  const app = new App({ builtinCloudFormationValidation: false });
  const template = Template.fromStack(new RunbooksStack(app, parseConfig(written)));
  made.set(written, template);
  return template;
}

afterEach(() => {
  vi.restoreAllMocks();
});

describe.each([
  ['by default', BY_DEFAULT],
  ['with everything on', EVERYTHING],
])('the runbooks stack %s', (_, written) => {
  it('breaks no rule', () => {
    let told = '';
    for (const method of ['error', 'log'] as const)
      vi.spyOn(console, method).mockImplementation((text: unknown) => {
        told += String(text);
      });
    const app = new App();
    addChecks(app);
    new RunbooksStack(app, parseConfig(written));
    expect(() => app.synth()).not.toThrow();
    expect(told).toBe('');
    // The first synthesis of a run takes its time.
  }, 120_000);

  it('has a document and a role for each action, and two scripts for hosts', () => {
    const template = templateOf(written);
    for (const name of ACTION_NAMES) {
      template.hasResourceProperties('AWS::SSM::Document', {
        Name: `ldwatch-${name}`,
        DocumentType: 'Automation',
        UpdateMethod: 'NewVersion',
        Content: Match.objectLike({ description: ACTIONS[name].summary }),
      });
      template.hasResourceProperties('AWS::IAM::Role', {
        RoleName: { 'Fn::Join': ['', [`ldwatch-${name}-`, { Ref: 'AWS::Region' }]] },
      });
    }
    template.resourceCountIs('AWS::SSM::Document', ACTION_NAMES.length + 2);
    template.resourceCountIs('AWS::IAM::Role', ACTION_NAMES.length);
    template.resourceCountIs('AWS::IAM::Policy', 0);
    for (const name of ['collect-evidence', 'stop-process'])
      template.hasResourceProperties('AWS::SSM::Document', {
        Name: `ldwatch-${name}-on-host`,
        DocumentType: 'Command',
      });
  });

  it('lets only automations of the account have the roles', () => {
    templateOf(written).allResourcesProperties('AWS::IAM::Role', {
      AssumeRolePolicyDocument: {
        Statement: [
          Match.objectLike({
            Principal: { Service: 'ssm.amazonaws.com' },
            Condition: {
              StringEquals: { 'aws:SourceAccount': { Ref: 'AWS::AccountId' } },
              ArnLike: { 'aws:SourceArn': Match.anyValue() },
            },
          }),
        ],
      },
    });
  });

  it('keeps evidence and records whatever becomes of it', () => {
    const template = templateOf(written);
    for (const type of ['AWS::S3::Bucket', 'AWS::DynamoDB::Table'])
      template.hasResource(type, { DeletionPolicy: 'RetainExceptOnCreate', UpdateReplacePolicy: 'Retain' });
    template.hasResourceProperties('AWS::DynamoDB::Table', { DeletionProtectionEnabled: true });
  });
});

describe('the bucket with the evidence', () => {
  it.each([
    [BY_DEFAULT, { Mode: 'GOVERNANCE', Days: 90 }],
    [EVERYTHING, { Mode: 'COMPLIANCE', Days: 400 }],
  ])('is locked as %j says', (written, DefaultRetention) => {
    templateOf(written).hasResourceProperties('AWS::S3::Bucket', {
      ObjectLockEnabled: true,
      ObjectLockConfiguration: { Rule: { DefaultRetention } },
      VersioningConfiguration: { Status: 'Enabled' },
      PublicAccessBlockConfiguration: Match.objectLike({ BlockPublicPolicy: true }),
    });
  });

  it('refuses what comes without TLS, and lets CloudWatch Logs write exports of this account', () => {
    const { Properties } = Object.values(
      templateOf(BY_DEFAULT).findResources('AWS::S3::BucketPolicy'),
    )[0] as {
      Properties: { PolicyDocument: { Statement: { Effect: string; Action: unknown; Condition: object }[] } };
    };
    const { Statement } = Properties.PolicyDocument;
    expect(Statement).toContainEqual(
      expect.objectContaining({
        Effect: 'Deny',
        Action: 's3:*',
        Condition: { Bool: { 'aws:SecureTransport': 'false' } },
      }),
    );
    const logs = Statement.filter(({ Effect }) => Effect === 'Allow');
    expect(logs.map(({ Action }) => Action)).toEqual(['s3:GetBucketAcl', 's3:PutObject']);
    for (const { Condition } of logs)
      expect(Condition).toMatchObject({ StringEquals: { 'aws:SourceAccount': { Ref: 'AWS::AccountId' } } });
  });
});
