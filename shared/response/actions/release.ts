/** Undoes a containment: what was written down is put back, and nothing else. */
import type { Action } from './action.ts';
import { INSTANCE_ID } from './parameters.ts';
import {
  groupArns,
  holderStatement,
  instanceArns,
  interfaceArns,
  recordStatements,
  scalingGroupArns,
  targetGroupArns,
} from './statements.ts';

/** The action. */
export const RELEASE: Action<'InstanceId' | 'ForeignChanges'> = {
  name: 'release',
  summary:
    'Puts back exactly what contain-instance wrote down before it changed an instance, and refuses where somebody ' +
    'changed it since.',
  does: (target) =>
    `puts back what was written down of ${target.kind === 'instance' ? target.instanceId : 'the instance'}: security ` +
    'groups of each network interface, its place in the Auto Scaling group and in target groups, protection from ' +
    'termination',
  undo: { kind: 'action', action: 'contain-instance', says: 'contains it again' },
  parameters: {
    InstanceId: INSTANCE_ID,
    ForeignChanges: {
      description:
        'Where a network interface is neither as it was contained nor as it was before: "Refuse" changes nothing and says ' +
        'which; "Leave" puts back the rest and leaves it as it is',
      pattern: '^(Refuse|Leave)$',
      standard: 'Refuse',
    },
  },
  // Without the opt-in tag: what was done has to be undone even where somebody has taken the tag away since.
  statements: (place) => [
    ...recordStatements(place, 'GetItem', 'UpdateItem'),
    {
      actions: [
        'autoscaling:DescribeAutoScalingInstances',
        'ec2:DescribeInstanceAttribute',
        'ec2:DescribeInstances',
        'ec2:DescribeNetworkInterfaces',
      ],
      resources: ['*'],
    },
    { actions: ['ec2:ModifyInstanceAttribute'], resources: instanceArns(place) },
    {
      actions: ['ec2:ModifyNetworkInterfaceAttribute'],
      resources: [...interfaceArns(place), ...groupArns(place)],
    },
    { actions: ['autoscaling:ExitStandby'], resources: scalingGroupArns(place) },
    { actions: ['elasticloadbalancing:RegisterTargets'], resources: targetGroupArns(place) },
    holderStatement(place),
  ],
};
