/** The runbook `prepare-vpc`: safe to start again at any time, and while others are at it. */
import { GROUP_TAG } from '../../shared/response/actions/opt-in.ts';
import { PREPARE_VPC } from '../../shared/response/actions/prepare-vpc.ts';
import {
  ALL_TRAFFIC,
  FIRST_GROUP,
  findGroup,
  findOpenGroup,
  type GroupKind,
  RULES,
  rulesOf,
} from './groups.ts';
import { type Runbook, runbook } from './runbook.ts';
import type { ApiCall } from './step.ts';
import { assertion, branch, call, ref, startsWith } from './steps.ts';

const VPC = ref('VpcId');

function create(kind: GroupKind, Description: string): ApiCall {
  return {
    Service: 'ec2',
    Api: 'CreateSecurityGroup',
    VpcId: VPC,
    // A name is taken once in a VPC: two that make the group at the same time make one.
    GroupName: `ldwatch-${kind}`,
    Description,
    TagSpecifications: [{ ResourceType: 'security-group', Tags: [{ Key: GROUP_TAG, Value: kind }] }],
  };
}

/** The runbook. */
export function prepareVpc(): Runbook {
  return runbook(
    PREPARE_VPC,
    [
      call('findIsolation', findGroup('isolation', VPC), FIRST_GROUP),
      branch(
        'isThereIsolation',
        [[startsWith('findIsolation.GroupId', 'sg-'), 'findOpening']],
        'makeIsolation',
      ),
      // Of two at the same time one fails, and finds what the other has made.
      call(
        'makeIsolation',
        create('isolation', 'ldwatch: nothing in, nothing out'),
        {},
        {
          onFailure: 'Continue',
        },
      ),
      call('findOpening', findGroup('opening', VPC), FIRST_GROUP),
      branch('isThereOpening', [[startsWith('findOpening.GroupId', 'sg-'), 'isolation']], 'makeOpening'),
      call(
        'makeOpening',
        create('opening', 'ldwatch: everything, for a moment'),
        {},
        { onFailure: 'Continue' },
      ),
      call('isolation', findGroup('isolation', VPC), FIRST_GROUP),
      // EC2 makes a group with a rule that lets everything out.
      call('readRules', rulesOf(ref('isolation.GroupId')), RULES),
      branch('isIsolationClosed', [[startsWith('readRules.First', 'sgr-'), 'closeIsolation']], 'opening'),
      {
        name: 'closeIsolation',
        action: 'aws:loop',
        inputs: {
          Iterators: ref('readRules.All'),
          IteratorDataType: 'String',
          Steps: [
            call(
              'removeRule',
              {
                Service: 'ec2',
                Api: 'RevokeSecurityGroupEgress',
                GroupId: ref('isolation.GroupId'),
                SecurityGroupRuleIds: [ref('closeIsolation.CurrentIteratorValue')],
              },
              {},
              // What is left in the end is seen by whoever uses the group.
              { onFailure: 'Continue' },
            ),
          ],
        },
      },
      call('opening', findGroup('opening', VPC), FIRST_GROUP),
      call('openingAsItShouldBe', findOpenGroup(VPC), FIRST_GROUP),
      branch('isOpeningOpen', [[startsWith('openingAsItShouldBe.GroupId', 'sg-'), 'isOpen']], 'openInwards'),
      call(
        'openInwards',
        {
          Service: 'ec2',
          Api: 'AuthorizeSecurityGroupIngress',
          GroupId: ref('opening.GroupId'),
          IpPermissions: ALL_TRAFFIC,
        },
        {},
        { onFailure: 'Continue' },
      ),
      // The rule that EC2 makes may not be about IPv6.
      call(
        'openOutwards',
        {
          Service: 'ec2',
          Api: 'AuthorizeSecurityGroupEgress',
          GroupId: ref('opening.GroupId'),
          IpPermissions: [{ IpProtocol: '-1', Ipv6Ranges: [{ CidrIpv6: '::/0' }] }],
        },
        {},
        { onFailure: 'Continue' },
      ),
      assertion('isOpen', findOpenGroup(VPC), '$.SecurityGroups[0].VpcId', [VPC]),
    ],
    ['isolation.GroupId', 'opening.GroupId'],
  );
}
