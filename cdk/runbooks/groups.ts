/** The two security groups of a VPC: how they are found. */
import { GROUP_TAG } from '../../shared/response/actions/opt-in.ts';
import type { ApiCall } from './step.ts';
import { filters } from './steps.ts';

/** Which of them: without any rule, or one that allows all. */
export type GroupKind = 'isolation' | 'opening';

/** Anybody, in both families of addresses. */
export const ALL_TRAFFIC = [
  { IpProtocol: '-1', IpRanges: [{ CidrIp: '0.0.0.0/0' }], Ipv6Ranges: [{ CidrIpv6: '::/0' }] },
] as const;

/** The id of the first group, in an answer to the call. */
export const FIRST_GROUP = { GroupId: '$.SecurityGroups[0].GroupId' } as const;

/** Finds a group, whatever rules it has. */
export function findGroup(kind: GroupKind, vpc: string): ApiCall {
  return {
    Service: 'ec2',
    Api: 'DescribeSecurityGroups',
    Filters: filters({ 'vpc-id': vpc, [`tag:${GROUP_TAG}`]: kind }),
  };
}

/**
 * Finds the opening group only where it allows all in both directions: connections are untracked then and only then
 * (AWS: "Amazon EC2 security group connection tracking").
 */
export function findOpenGroup(vpc: string): ApiCall {
  return {
    Service: 'ec2',
    Api: 'DescribeSecurityGroups',
    Filters: filters({
      'vpc-id': vpc,
      [`tag:${GROUP_TAG}`]: 'opening',
      'ip-permission.protocol': '-1',
      'ip-permission.cidr': '0.0.0.0/0',
      'egress.ip-permission.protocol': '-1',
      'egress.ip-permission.cidr': '0.0.0.0/0',
    }),
  };
}

/** The rules of a group. */
export function rulesOf(groupId: string): ApiCall {
  return { Service: 'ec2', Api: 'DescribeSecurityGroupRules', Filters: filters({ 'group-id': groupId }) };
}

/** Their ids, in an answer to the call. */
export const RULES = {
  First: '$.SecurityGroupRules[0].SecurityGroupRuleId',
  All: '$.SecurityGroupRules[*].SecurityGroupRuleId',
} as const;
