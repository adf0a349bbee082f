/** The one table: incidents, what is remembered of hosts, records that were cut apart, suppressions. */
import { RemovalPolicy } from 'aws-cdk-lib';
import {
  AttributeType,
  BillingMode,
  ProjectionType,
  StreamViewType,
  Table,
  TableEncryption,
} from 'aws-cdk-lib/aws-dynamodb';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { Key } from 'aws-cdk-lib/aws-kms';
import type { Construct } from 'constructs';
import { UNTOLD_INDEX } from '../../shared/aws/table.ts';

/** What the table is made with. */
export interface IncidentTableProps {
  /** Null for the key that DynamoDB owns, which costs nothing and asks for no permission. */
  readonly key: Key | null;
  readonly onDestroy: 'keep' | 'delete';
}

/** What DynamoDB does with a key in the name of its caller (AWS: "DynamoDB encryption at rest", without wildcards). */
const KEY_ACTIONS = [
  'kms:Decrypt',
  'kms:DescribeKey',
  'kms:Encrypt',
  'kms:GenerateDataKey',
  'kms:GenerateDataKeyWithoutPlaintext',
  'kms:ReEncryptFrom',
  'kms:ReEncryptTo',
];

/** An action on items of a table. */
export type ItemAction = 'GetItem' | 'BatchGetItem' | 'Query' | 'UpdateItem' | 'DeleteItem';

/** The table with its stream and its index. */
export class IncidentTable extends Table {
  private readonly key: Key | null;

  constructor(scope: Construct, id: string, { key, onDestroy }: IncidentTableProps) {
    super(scope, id, {
      partitionKey: { name: 'pk', type: AttributeType.STRING },
      sortKey: { name: 'sk', type: AttributeType.STRING },
      billingMode: BillingMode.PAY_PER_REQUEST,
      timeToLiveAttribute: 'expires',
      pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
      stream: StreamViewType.NEW_IMAGE,
      ...(key === null ? {} : { encryption: TableEncryption.CUSTOMER_MANAGED, encryptionKey: key }),
      // Kept, but not where the first deployment failed (as it does where a log group is not there): each try would
      // leave a table. Deletion protection would stop that too; and a table that was deleted by hand can be had back
      // from the backup that DynamoDB makes of one with point-in-time recovery, for 35 days.
      removalPolicy: onDestroy === 'keep' ? RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE : RemovalPolicy.DESTROY,
    });
    this.key = key;
    // Sparse: an incident is in it until its latest generation was told. For whoever tells again, or looks what waits.
    this.addGlobalSecondaryIndex({
      indexName: UNTOLD_INDEX,
      partitionKey: { name: 'untold', type: AttributeType.STRING },
      sortKey: { name: 'pk', type: AttributeType.STRING },
      projectionType: ProjectionType.INCLUDE,
      nonKeyAttributes: ['generation'],
    });
  }

  /** For a role that works with items. */
  itemStatements(...actions: readonly ItemAction[]): PolicyStatement[] {
    return [
      new PolicyStatement({
        actions: actions.map((action) => `dynamodb:${action}`),
        resources: [this.tableArn],
      }),
      ...this.keyStatements(KEY_ACTIONS),
    ];
  }

  /** The stream's ARN. */
  streamArn(): string {
    if (this.tableStreamArn === undefined) throw new Error('the table was made without its stream');
    return this.tableStreamArn;
  }

  /**
   * For the role of a function that the stream calls; the key's use is among `itemStatements`. ListStreams as in AWS:
   * "IAM policy to allow a Lambda function to access DynamoDB stream records", where the CDK would grant it on "*".
   */
  streamStatement(): PolicyStatement {
    return new PolicyStatement({
      actions: [
        'dynamodb:DescribeStream',
        'dynamodb:GetRecords',
        'dynamodb:GetShardIterator',
        'dynamodb:ListStreams',
      ],
      resources: [this.streamArn()],
    });
  }

  private keyStatements(actions: string[]): PolicyStatement[] {
    return this.key === null ? [] : [new PolicyStatement({ actions, resources: [this.key.keyArn] })];
  }
}
