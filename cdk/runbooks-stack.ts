/** The runbooks, in a stack of their own: whoever may deploy the pipeline need not be allowed to make these roles. */
import { CfnElement, CfnOutput, RemovalPolicy, Stack } from 'aws-cdk-lib';
import { AttributeType, BillingMode, Table, TableEncryption } from 'aws-cdk-lib/aws-dynamodb';
import { Key } from 'aws-cdk-lib/aws-kms';
import { CfnDocument } from 'aws-cdk-lib/aws-ssm';
import type { Construct } from 'constructs';
import { ACTION_NAMES, type ActionPlace, commandName } from '../shared/response/actions/action.ts';
import type { Config } from './config.ts';
import { EvidenceBucket } from './constructs/evidence-bucket.ts';
import { RunbookDocument } from './constructs/runbook-document.ts';
import { runbookRoleName } from './constructs/runbook-role.ts';
import { COLLECT_EVIDENCE, STOP_PROCESS } from './host/index.ts';
import { runbooks } from './runbooks/all.ts';
import { type CommandDocument, commandDocument } from './runbooks/host-commands.ts';

/** Everything that containment needs in one account and region, beside what decides on it. */
export class RunbooksStack extends Stack {
  constructor(scope: Construct, config: Config) {
    super(scope, `${config.stackName}-runbooks`, {
      description: 'ldwatch: runbooks that collect evidence, contain and release',
    });
    const { stackName } = config;
    const key = config.customerManagedKey ? this.ownKey() : null;
    const table = this.recordTable(key);
    const bucket = new EvidenceBucket(this, 'Evidence', {
      key,
      retentionDays: config.evidenceRetentionDays,
      lock: config.evidenceLock,
    });
    const { partition, region, account } = this;
    const place: ActionPlace = {
      partition,
      region,
      account,
      stackName,
      recordTableArn: table.tableArn,
      evidenceBucketArn: bucket.bucketArn,
      keyArn: key?.keyArn ?? null,
      // By its name: runbooks that start one another would wait for one another's roles.
      roleArn: (action) =>
        `arn:${partition}:iam::${account}:role/${runbookRoleName({ stackName, action, region })}`,
    };
    const written: ActionPlace = {
      ...place,
      partition: '<AWS::Partition>',
      region: '<AWS::Region>',
      account: '<AWS::AccountId>',
      evidenceBucketArn: `<${this.logicalId(bucket)}.Arn>`,
    };
    const all = runbooks({ table: { name: table.tableName }, evidence: bucket, stackName });
    for (const name of ACTION_NAMES)
      new RunbookDocument(this, idOf(name), { runbook: all[name], place, written });
    this.command(
      'CollectEvidenceOnHost',
      commandName(stackName, 'collect-evidence'),
      commandDocument(COLLECT_EVIDENCE),
    );
    this.command('StopProcessOnHost', commandName(stackName, 'stop-process'), commandDocument(STOP_PROCESS));
    new CfnOutput(this, 'RecordTableName', {
      value: table.tableName,
      description: 'What was written down before it was changed',
    });
    new CfnOutput(this, 'EvidenceBucketName', {
      value: bucket.bucketName,
      description: 'Evidence, which nobody can change',
    });
  }

  /** Without it nothing can be released any more: it can't be deleted but by hand, and has a backup. */
  private recordTable(key: Key | null): Table {
    return new Table(this, 'Records', {
      partitionKey: { name: 'target', type: AttributeType.STRING },
      billingMode: BillingMode.PAY_PER_REQUEST,
      pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
      deletionProtection: true,
      ...(key === null ? {} : { encryption: TableEncryption.CUSTOMER_MANAGED, encryptionKey: key }),
      removalPolicy: RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE,
    });
  }

  private logicalId({ node: { defaultChild } }: Construct): string {
    if (!CfnElement.isCfnElement(defaultChild)) throw new Error('the construct is no resource');
    return this.getLogicalId(defaultChild);
  }

  private ownKey(): Key {
    return new Key(this, 'Key', {
      description: 'Evidence, and what containments changed, of ldwatch',
      enableKeyRotation: true,
      removalPolicy: RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE,
    });
  }

  private command(id: string, name: string, content: CommandDocument): void {
    new CfnDocument(this, id, {
      name,
      documentType: 'Command',
      documentFormat: 'JSON',
      content,
      updateMethod: 'NewVersion',
      targetType: '/AWS::EC2::Instance',
    });
  }
}

/** `contain-instance` is `ContainInstance`. */
function idOf(name: string): string {
  return name.replaceAll(/(?:^|-)(\w)/g, (_, letter: string) => letter.toUpperCase());
}
