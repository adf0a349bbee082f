/** A runbook in the account: its document, and the role that it works with. */
import { Stack, Validations } from 'aws-cdk-lib';
import { PolicyDocument, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { CfnDocument } from 'aws-cdk-lib/aws-ssm';
import { Construct } from 'constructs';
import { type ActionPlace, documentName } from '../../shared/response/actions/action.ts';
import { documentOf, type Runbook } from '../runbooks/runbook.ts';
import { runbookRoleName } from './runbook-role.ts';

/** What it is made with. */
export interface RunbookDocumentProps {
  readonly runbook: Runbook;
  readonly place: ActionPlace;
  /** The same as cdk-nag writes it: `<AWS::Region>`. */
  readonly written: ActionPlace;
}

/** A runbook of SSM, whose role may do what its action says and nothing else. */
export class RunbookDocument extends Construct {
  readonly role: Role;

  constructor(scope: Construct, id: string, { runbook, place, written }: RunbookDocumentProps) {
    super(scope, id);
    const { action } = runbook;
    const { account, region, partition } = Stack.of(this);
    this.role = new Role(this, 'Role', {
      roleName: runbookRoleName({ stackName: place.stackName, action: action.name, region }),
      description: `What the runbook ${action.name} of ldwatch may do`,
      // AWS: "Cross-service confused deputy prevention", as it is for Automation.
      assumedBy: new ServicePrincipal('ssm.amazonaws.com', {
        conditions: {
          StringEquals: { 'aws:SourceAccount': account },
          ArnLike: { 'aws:SourceArn': `arn:${partition}:ssm:*:${account}:automation-execution/*` },
        },
      }),
      inlinePolicies: {
        work: new PolicyDocument({
          statements: action.statements(place).map(
            ({ actions, resources, conditions }) =>
              new PolicyStatement({
                actions: [...actions],
                resources: [...resources],
                ...(conditions === undefined ? {} : { conditions }),
              }),
          ),
        }),
      },
    });
    new CfnDocument(this, 'Document', {
      name: documentName(place.stackName, action.name),
      documentType: 'Automation',
      documentFormat: 'JSON',
      content: documentOf(runbook, this.role.roleArn),
      // A new version in the same place, rather than a document that is gone while another is made.
      updateMethod: 'NewVersion',
    });
    this.acknowledge(runbook, written);
  }

  /** Which instance it will be is not known before; what narrows each of these stands beside it. */
  private acknowledge({ action }: Runbook, written: ActionPlace): void {
    const statements = action.statements(written);
    const resources = new Set(statements.flatMap(({ resources: some }) => some));
    for (const resource of resources)
      if (resource.includes('*'))
        Validations.of(this.role).acknowledge({
          id: `AwsSolutions-IAM5[Resource::${resource}]`,
          reason: `What the runbook is started for is not known before; shared/response/actions/${action.name}.ts says what it may do with which of them.`,
        });
    Validations.of(this.role).acknowledge({
      id: 'Serverless-LambdaStarPermissions',
      reason: 'No function has this role; services that know no narrower resource are only read.',
    });
  }
}
