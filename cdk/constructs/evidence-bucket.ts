/** The bucket with the evidence: whoever can write to it can't change or delete what is there. */
import { Duration, RemovalPolicy, Stack, Validations } from 'aws-cdk-lib';
import { Effect, PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { Key } from 'aws-cdk-lib/aws-kms';
import { BlockPublicAccess, Bucket, BucketEncryption, ObjectLockRetention } from 'aws-cdk-lib/aws-s3';
import type { Construct } from 'constructs';

/** What the bucket is made with. */
export interface EvidenceBucketProps {
  /** Null for the key that S3 owns. */
  readonly key: Key | null;
  readonly retentionDays: number;
  readonly lock: 'governance' | 'compliance';
}

/** The bucket. It stays whatever becomes of the stack: what is in it can't be deleted anyway. */
export class EvidenceBucket extends Bucket {
  constructor(scope: Construct, id: string, { key, retentionDays, lock }: EvidenceBucketProps) {
    const days = Duration.days(retentionDays);
    super(scope, id, {
      versioned: true,
      objectLockEnabled: true,
      objectLockDefaultRetention:
        lock === 'compliance' ? ObjectLockRetention.compliance(days) : ObjectLockRetention.governance(days),
      blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
      enforceSSL: true,
      ...(key === null
        ? { encryption: BucketEncryption.S3_MANAGED }
        : { encryption: BucketEncryption.KMS, encryptionKey: key, bucketKeyEnabled: true }),
      removalPolicy: RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE,
    });
    this.letLogsBeExported(key);
    Validations.of(this).acknowledge({
      id: 'AwsSolutions-S1',
      reason:
        'Access logs would lie in one more bucket that nobody watches; data events of CloudTrail tell who read evidence.',
    });
  }

  /** AWS: "Export log data to Amazon S3 using the AWS CLI", step 4. */
  private letLogsBeExported(key: Key | null): void {
    const { account, region, partition } = Stack.of(this);
    const conditions = {
      StringEquals: { 'aws:SourceAccount': account },
      ArnLike: { 'aws:SourceArn': `arn:${partition}:logs:${region}:${account}:log-group:*` },
    };
    const principals = [new ServicePrincipal(`logs.${region}.amazonaws.com`)];
    this.addToResourcePolicy(
      new PolicyStatement({
        effect: Effect.ALLOW,
        principals,
        actions: ['s3:GetBucketAcl'],
        resources: [this.bucketArn],
        conditions,
      }),
    );
    this.addToResourcePolicy(
      new PolicyStatement({
        effect: Effect.ALLOW,
        principals,
        actions: ['s3:PutObject'],
        resources: [this.arnForObjects('*')],
        conditions,
      }),
    );
    key?.addToResourcePolicy(
      new PolicyStatement({
        effect: Effect.ALLOW,
        principals,
        actions: ['kms:Decrypt', 'kms:GenerateDataKey'],
        resources: ['*'],
        conditions,
      }),
    );
  }
}
