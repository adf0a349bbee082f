/** What has to be known before anything is written down, and what it refuses. */
import { FIRST_GROUP, findGroup, findOpenGroup, RULES, rulesOf } from '../groups.ts';
import { DESCRIBE_INSTANCE, INSTANCE_FACTS, THERE } from '../instance.ts';
import type { Condition } from '../step.ts';
import { branch, call, filters, isOneOf, ref, startsWith } from '../steps.ts';

const VPC = ref('readInstance.VpcId');

function bothGroups(isolation: string, opening: string): Condition {
  return { And: [startsWith(isolation, 'sg-'), startsWith(opening, 'sg-')] };
}

/** Ends with `isolation.GroupId` and `opening.GroupId`, both as they should be. */
export function examine(prepareVpc: string) {
  return [
    call('readInstance', DESCRIBE_INSTANCE, INSTANCE_FACTS, { onFailure: 'step:abandonUnread' }),
    branch('isItThere', [[isOneOf('readInstance.State', THERE), 'readServiceInterface']], 'abandonGone'),
    call(
      'readServiceInterface',
      {
        Service: 'ec2',
        Api: 'DescribeNetworkInterfaces',
        Filters: filters({ 'attachment.instance-id': ref('InstanceId'), 'requester-managed': 'true' }),
      },
      { Id: '$.NetworkInterfaces[0].NetworkInterfaceId' },
      { onFailure: 'step:abandonUnread' },
    ),
    branch(
      'hasServiceInterface',
      [[startsWith('readServiceInterface.Id', 'eni-'), 'abandonServiceInterface']],
      'findIsolation',
    ),
    call('findIsolation', findGroup('isolation', VPC), FIRST_GROUP, { onFailure: 'step:abandonUnread' }),
    call('findOpening', findOpenGroup(VPC), FIRST_GROUP, { onFailure: 'step:abandonUnread' }),
    branch(
      'areGroupsThere',
      [[bothGroups('findIsolation.GroupId', 'findOpening.GroupId'), 'isolation']],
      'prepareVpc',
    ),
    {
      name: 'prepareVpc',
      action: 'aws:executeAutomation',
      maxAttempts: 2,
      inputs: { DocumentName: prepareVpc, RuntimeParameters: { VpcId: [VPC] } },
      onFailure: 'Continue',
    },
    call('isolation', findGroup('isolation', VPC), FIRST_GROUP, { onFailure: 'step:abandonUnread' }),
    call('opening', findOpenGroup(VPC), FIRST_GROUP, { onFailure: 'step:abandonUnread' }),
    branch(
      'areGroupsRight',
      [[bothGroups('isolation.GroupId', 'opening.GroupId'), 'readRules']],
      'abandonGroups',
    ),
    // A group with a rule isolates nothing, whoever put the rule there.
    call('readRules', rulesOf(ref('isolation.GroupId')), RULES, { onFailure: 'step:abandonUnread' }),
    branch('isIsolationClosed', [[startsWith('readRules.First', 'sgr-'), 'abandonGroups']], 'readRecord'),
  ] as const;
}
