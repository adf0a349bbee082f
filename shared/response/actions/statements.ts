/** Pieces of the statements of actions. Resource types and conditions: AWS, Service Authorization Reference. */
import {
  type ActionName,
  type ActionPlace,
  type ActionStatement,
  commandName,
  documentName,
  type HostAction,
  type StartPlace,
} from './action.ts';
import { OPTED_IN } from './opt-in.ts';

/** An ARN in the place's own account and region. */
export function ownArn(
  { partition, region, account }: Pick<ActionPlace, 'partition' | 'region' | 'account'>,
  service: string,
  resource: string,
): string {
  return `arn:${partition}:${service}:${region}:${account}:${resource}`;
}

/** All instances. */
export function instanceArns(place: ActionPlace): string[] {
  return [ownArn(place, 'ec2', 'instance/*')];
}

/** All network interfaces. They carry no tags of their instance: what narrows them is the group they may be put into. */
export function interfaceArns(place: ActionPlace): string[] {
  return [ownArn(place, 'ec2', 'network-interface/*')];
}

/** All security groups. */
export function groupArns(place: ActionPlace): string[] {
  return [ownArn(place, 'ec2', 'security-group/*')];
}

/** All Auto Scaling groups. */
export function scalingGroupArns(place: ActionPlace): string[] {
  return [ownArn(place, 'autoscaling', 'autoScalingGroup:*:autoScalingGroupName/*')];
}

/** All target groups. */
export function targetGroupArns(place: ActionPlace): string[] {
  return [ownArn(place, 'elasticloadbalancing', 'targetgroup/*')];
}

/** The key of table and bucket, where it is not AWS's own. */
export function keyStatements({ keyArn }: ActionPlace): ActionStatement[] {
  return keyArn === null
    ? []
    : [{ actions: ['kms:Decrypt', 'kms:DescribeKey', 'kms:GenerateDataKey'], resources: [keyArn] }];
}

/** The table of what was written down. */
export function recordStatements(
  place: ActionPlace,
  ...actions: ('GetItem' | 'PutItem' | 'UpdateItem')[]
): ActionStatement[] {
  return [
    { actions: actions.map((action) => `dynamodb:${action}`), resources: [place.recordTableArn] },
    ...keyStatements(place),
  ];
}

/** Whether an automation that holds a record is still at work. */
export function holderStatement(place: ActionPlace): ActionStatement {
  return {
    actions: ['ssm:GetAutomationExecution'],
    resources: [ownArn(place, 'ssm', 'automation-execution/*')],
  };
}

/** To start other runbooks, and to hand them their own roles. */
export function startStatements(place: StartPlace, ...actions: ActionName[]): ActionStatement[] {
  const names = actions.map((action) => documentName(place.stackName, action));
  return [
    {
      actions: ['ssm:StartAutomationExecution'],
      resources: [
        ...names.map((name) => ownArn(place, 'ssm', `automation-definition/${name}:*`)),
        ...names.map((name) => ownArn(place, 'ssm', `document/${name}`)),
      ],
    },
    {
      actions: ['iam:PassRole'],
      resources: actions.map((action) => place.roleArn(action)),
      conditions: { StringEquals: { 'iam:PassedToService': 'ssm.amazonaws.com' } },
    },
  ];
}

/** To run one document on hosts that opted in, and to follow it. */
export function commandStatements(place: ActionPlace, action: HostAction): ActionStatement[] {
  return [
    {
      actions: ['ssm:SendCommand'],
      resources: [ownArn(place, 'ssm', `document/${commandName(place.stackName, action)}`)],
    },
    { actions: ['ssm:SendCommand'], resources: instanceArns(place), conditions: OPTED_IN },
    // No narrower resource is known to the service.
    {
      actions: ['ssm:DescribeInstanceInformation', 'ssm:ListCommandInvocations', 'ssm:ListCommands'],
      resources: ['*'],
    },
  ];
}
