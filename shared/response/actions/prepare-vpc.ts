/** Makes the two security groups by which instances of a VPC are contained. */
import type { Action } from './action.ts';
import { GROUP_TAG } from './opt-in.ts';
import { groupArns, ownArn } from './statements.ts';

/** The action. */
export const PREPARE_VPC: Action<'VpcId'> = {
  name: 'prepare-vpc',
  summary:
    'Makes the two security groups of a VPC by which its instances are contained, unless they are there: one without ' +
    'rules, and one that allows all for the moment in which live connections are cut.',
  does: () =>
    'makes the two security groups for containment in the VPC of the instance, unless they are there',
  undo: {
    kind: 'nothing',
    says: 'the groups do nothing while no instance is in them, and can be deleted by hand then',
  },
  parameters: {
    VpcId: {
      description: 'Id of the VPC, in this account and region',
      pattern: '^vpc-[0-9a-f]{8,17}$',
      standard: null,
    },
  },
  statements: (place) => [
    { actions: ['ec2:DescribeSecurityGroupRules', 'ec2:DescribeSecurityGroups'], resources: ['*'] },
    {
      actions: ['ec2:CreateSecurityGroup'],
      resources: groupArns(place),
      conditions: { StringEquals: { [`aws:RequestTag/${GROUP_TAG}`]: ['isolation', 'opening'] } },
    },
    { actions: ['ec2:CreateSecurityGroup'], resources: [ownArn(place, 'ec2', 'vpc/*')] },
    {
      actions: ['ec2:CreateTags'],
      resources: groupArns(place),
      conditions: { StringEquals: { 'ec2:CreateAction': 'CreateSecurityGroup' } },
    },
    {
      actions: ['ec2:RevokeSecurityGroupEgress'],
      resources: groupArns(place),
      conditions: { StringEquals: { [`aws:ResourceTag/${GROUP_TAG}`]: 'isolation' } },
    },
    {
      actions: ['ec2:AuthorizeSecurityGroupEgress', 'ec2:AuthorizeSecurityGroupIngress'],
      resources: groupArns(place),
      conditions: { StringEquals: { [`aws:ResourceTag/${GROUP_TAG}`]: 'opening' } },
    },
  ],
};
