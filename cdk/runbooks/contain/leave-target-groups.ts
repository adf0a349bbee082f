/**
 * Out of the target groups, so that no request is sent to an instance that can't answer. Each registration is written down
 * before it is changed. Only now: one has to ask each target group of the region, the first hundred of them,
 * and a cut must not wait for that.
 */
import { type ContainmentRecord, MINE } from '../record.ts';
import { branch, call, isOneOf, provided, ref } from '../steps.ts';

const TARGET_GROUP = ref('leaveTargetGroups.CurrentIteratorValue');
const TARGETS = [{ Id: ref('InstanceId') }];

/**
 * AWS: TargetHealth. Not `unused` (not registered, or stopped, or in a group that no balancer uses) and not `draining` (on its
 * way out: standby does that).
 */
const REGISTERED = ['healthy', 'unhealthy', 'initial', 'unavailable'];

/** Goes on at `finish`. */
export function leaveTargetGroups(record: ContainmentRecord) {
  return [
    call(
      'listTargetGroups',
      { Service: 'elbv2', Api: 'DescribeTargetGroups', PageSize: 100 },
      { All: '$.TargetGroups[*].TargetGroupArn', First: '$.TargetGroups[0].TargetGroupArn' },
      { onFailure: 'step:keepUnlisted' },
    ),
    branch(
      'areThereTargetGroups',
      [[{ Variable: ref('listTargetGroups.First'), StartsWith: 'arn:' }, 'leaveTargetGroups']],
      'finish',
    ),
    {
      name: 'leaveTargetGroups',
      action: 'aws:loop',
      inputs: {
        Iterators: ref('listTargetGroups.All'),
        IteratorDataType: 'String',
        Steps: [
          call(
            'readRegistration',
            { Service: 'elbv2', Api: 'DescribeTargetHealth', TargetGroupArn: TARGET_GROUP, Targets: TARGETS },
            { State: '$.TargetHealthDescriptions[0].TargetHealth.State' },
            { onFailure: 'step:keepUnread' },
          ),
          branch(
            'isRegistered',
            [[isOneOf('readRegistration.State', REGISTERED), 'keepRegistration']],
            'nextTargetGroup',
          ),
          call(
            'keepRegistration',
            record.change({
              update: 'ADD #registered :group, #targetGroupsLeft :group',
              condition: MINE,
              sets: { ':group': [TARGET_GROUP] },
            }),
            {},
            { onFailure: 'step:keepUnread' },
          ),
          call(
            'leaveTargetGroup',
            { Service: 'elbv2', Api: 'DeregisterTargets', TargetGroupArn: TARGET_GROUP, Targets: TARGETS },
            {},
            { onFailure: 'step:nextTargetGroup' },
          ),
          call(
            'strikeRegistration',
            record.change({
              update: 'DELETE #targetGroupsLeft :group',
              condition: MINE,
              sets: { ':group': [TARGET_GROUP] },
            }),
            {},
            { nextStep: 'nextTargetGroup', onFailure: 'Continue' },
          ),
          // Whether it is in this one nobody knows: said as what is left.
          call(
            'keepUnread',
            record.change({
              update: 'ADD #targetGroupsLeft :group',
              condition: MINE,
              sets: { ':group': [TARGET_GROUP] },
            }),
            {},
            { onFailure: 'Continue' },
          ),
          { name: 'nextTargetGroup', action: 'aws:sleep', inputs: { Duration: 'PT1S' } },
        ],
      },
      ...provided({ nextStep: 'finish', onFailure: 'step:keepUnlisted' }),
    },
    call(
      'keepUnlisted',
      record.change({
        update: 'ADD #targetGroupsLeft :some',
        condition: MINE,
        sets: { ':some': ['could not be listed'] },
      }),
      {},
      { onFailure: 'Continue' },
    ),
  ] as const;
}
