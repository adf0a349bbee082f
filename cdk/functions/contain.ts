/** The function that contains: judges what alerts tell of, starts runbooks and follows them. */
import { Stack, Validations } from 'aws-cdk-lib';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';
import { type ActionPlace, documentName } from '../../shared/response/actions/action.ts';
import { startStatements } from '../../shared/response/actions/statements.ts';
import type { ContainmentPolicy } from '../../shared/response/policy/policy.ts';
import type { ContainmentConfig } from '../config/containment.ts';
import type { Config } from '../config.ts';
import { AlertOutput } from '../constructs/alert-output.ts';
import type { AlertTopic } from '../constructs/alert-topic.ts';
import { AutomationEvents } from '../constructs/automation-events.ts';
import type { IncidentTable } from '../constructs/incident-table.ts';
import { runbookRoleName } from '../constructs/runbook-role.ts';
import { environmentNaming } from './incident-environment.ts';

/** What it works with. */
export interface ContainProps {
  readonly config: Config;
  readonly topic: AlertTopic;
  /** Incidents, and the ledger of containments. */
  readonly table: IncidentTable;
  readonly containment: ContainmentConfig;
}

/** The runbooks that it starts; what they start in turn is their roles' business. */
const STARTS = ['contain', 'release'] as const;

function statements(stack: Stack, { stackName }: Config): PolicyStatement[] {
  const { partition, region, account } = stack;
  const roleArn: ActionPlace['roleArn'] = (action) =>
    `arn:${partition}:iam::${account}:role/${runbookRoleName({ stackName, action, region })}`;
  const start = startStatements({ partition, region, account, stackName, roleArn }, ...STARTS);
  return [
    ...start.map(
      ({ actions, resources, conditions }) =>
        new PolicyStatement({
          actions: [...actions],
          resources: [...resources],
          ...(conditions === undefined ? {} : { conditions }),
        }),
    ),
    new PolicyStatement({
      actions: ['ssm:GetAutomationExecution'],
      resources: [`arn:${partition}:ssm:${region}:${account}:automation-execution/*`],
    }),
    // The service knows no narrower resource.
    new PolicyStatement({ actions: ['ec2:DescribeInstances'], resources: ['*'] }),
  ];
}

/** Containment as an output of alerts. */
export class Contain extends AlertOutput {
  constructor(scope: Construct, id: string, { config, topic, table, containment }: ContainProps) {
    const stack = Stack.of(scope);
    const policy: ContainmentPolicy = containment;
    super(scope, id, {
      config,
      topic,
      // Whatever a person decides about an incident has to arrive, however mild it was.
      from: 'info',
      name: 'contain',
      description: 'Judges whether to contain what alerts tell of, and has it contained',
      environment: {
        TABLE_NAME: table.tableName,
        ENVIRONMENTS: JSON.stringify(environmentNaming(config)),
        INCIDENT_RETENTION_DAYS: String(config.incidentRetentionDays),
        ACCOUNT_ID: stack.account,
        STACK_NAME: config.stackName,
        CONTAINMENT_POLICY: JSON.stringify(policy),
      },
      statements: [...table.itemStatements('GetItem', 'UpdateItem'), ...statements(stack, config)],
      // So that none waits for the several calls of another, within one timeout.
      batchSize: 1,
    });
    const documents = STARTS.map((action) => documentName(config.stackName, action));
    new AutomationEvents(this, 'Automations', this.queue, documents);
    this.acknowledge(documents);
  }

  private acknowledge(documents: readonly string[]): void {
    // As cdk-nag writes an ARN with the stack's own account and region.
    const own = (resource: string) => `arn:<AWS::Partition>:ssm:<AWS::Region>:<AWS::AccountId>:${resource}`;
    const evidence: Readonly<Record<string, string>> = {
      ...Object.fromEntries(
        documents.map((name) => [own(`automation-definition/${name}:*`), 'Any version of this runbook.']),
      ),
      [own('automation-execution/*')]: 'SSM names automations when they are started.',
      '*': 'ec2:DescribeInstances knows no narrower resource.',
    };
    const { role } = this.function;
    for (const [resource, reason] of Object.entries(evidence))
      Validations.of(role).acknowledge({ id: `AwsSolutions-IAM5[Resource::${resource}]`, reason });
    Validations.of(role).acknowledge({
      id: 'Serverless-LambdaStarPermissions',
      reason: 'The one action on "*" describes instances.',
    });
  }
}
