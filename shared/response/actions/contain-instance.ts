/** Cuts an instance off from everything, and keeps it as it is. */
import type { Action } from './action.ts';
import { GROUP_TAG, OPTED_IN } from './opt-in.ts';
import { INCIDENT, INSTANCE_ID } from './parameters.ts';
import {
  groupArns,
  holderStatement,
  instanceArns,
  interfaceArns,
  recordStatements,
  scalingGroupArns,
  startStatements,
  targetGroupArns,
} from './statements.ts';

/** The action. */
export const CONTAIN_INSTANCE: Action<'InstanceId' | 'Incident' | 'GroupAtMinimum'> = {
  name: 'contain-instance',
  summary:
    'Cuts an instance off from the network, live connections included, and keeps it from being terminated; what it ' +
    'changes is written down before, and release undoes it.',
  does: (target) =>
    `writes down and then changes ${target.kind === 'instance' ? target.instanceId : 'the instance'}: standby in its ` +
    'Auto Scaling group, protected from termination, every network interface in a security group without rules ' +
    '(by way of one that allows all, so that live connections are cut), out of its target groups',
  undo: { kind: 'action', action: 'release', says: 'restores what was written down, and nothing else' },
  parameters: {
    InstanceId: INSTANCE_ID,
    Incident: INCIDENT,
    GroupAtMinimum: {
      description:
        'Where the Auto Scaling group is at its minimum and can\'t spare the instance: "Refuse" changes nothing; "Replace" lets ' +
        'the group start another in its place, and after the release it has one more than before',
      pattern: '^(Refuse|Replace)$',
      standard: 'Refuse',
    },
  },
  statements: (place) => [
    ...recordStatements(place, 'GetItem', 'PutItem', 'UpdateItem'),
    {
      actions: [
        'autoscaling:DescribeAutoScalingInstances',
        'ec2:DescribeInstanceAttribute',
        'ec2:DescribeInstances',
        'ec2:DescribeNetworkInterfaces',
        'ec2:DescribeSecurityGroupRules',
        'ec2:DescribeSecurityGroups',
        'elasticloadbalancing:DescribeTargetGroups',
        'elasticloadbalancing:DescribeTargetHealth',
      ],
      resources: ['*'],
    },
    { actions: ['ec2:ModifyInstanceAttribute'], resources: instanceArns(place), conditions: OPTED_IN },
    { actions: ['autoscaling:EnterStandby'], resources: scalingGroupArns(place) },
    { actions: ['elasticloadbalancing:DeregisterTargets'], resources: targetGroupArns(place) },
    { actions: ['ec2:ModifyNetworkInterfaceAttribute'], resources: interfaceArns(place) },
    {
      // Into these two groups and into no other.
      actions: ['ec2:ModifyNetworkInterfaceAttribute'],
      resources: groupArns(place),
      conditions: { StringEquals: { [`aws:ResourceTag/${GROUP_TAG}`]: ['isolation', 'opening'] } },
    },
    holderStatement(place),
    ...startStatements(place, 'prepare-vpc', 'release'),
  ],
};
