/**
 * Standby, before the network is cut: the group would terminate an instance that stops answering, and the evidence with it.
 * First of all changes, because it can be refused. AWS takes a member in standby out of the group's own load balancers.
 */
import { DESCRIBE_MEMBERSHIP, MEMBERSHIP, NO_GROUP } from '../instance.ts';
import { type ContainmentRecord, MINE } from '../record.ts';
import { SETTINGS } from '../settings.ts';
import type { ApiCall } from '../step.ts';
import { branch, call, is, ref, startsWith, wait } from '../steps.ts';

/** Seconds: a group that drains connections takes its time. */
const STANDBY_WITHIN = 600;

function enterStandby(ShouldDecrementDesiredCapacity: boolean): ApiCall {
  return {
    Service: 'autoscaling',
    Api: 'EnterStandby',
    InstanceIds: [ref('InstanceId')],
    AutoScalingGroupName: ref('readWritten.Group'),
    ShouldDecrementDesiredCapacity,
  };
}

/** Goes on at `protect`, or to `refuseGroup`. */
export function leaveScalingGroup(record: ContainmentRecord) {
  return [
    call(
      'begin',
      record.change({
        update: 'SET #settingsLeft = :settings REMOVE #targetGroupsLeft',
        condition: MINE,
        sets: { ':settings': SETTINGS },
      }),
      {},
      { onFailure: 'step:giveUp' },
    ),
    branch('hasGroup', [[is('readWritten.Group', NO_GROUP), 'protect']], 'beginMember'),
    call(
      'beginMember',
      record.change({
        update: 'ADD #settingsLeft :standby',
        condition: MINE,
        sets: { ':standby': ['standby'] },
      }),
      {},
      { onFailure: 'step:giveUp' },
    ),
    call('readLifecycle', DESCRIBE_MEMBERSHIP, MEMBERSHIP, { onFailure: 'step:refuseGroup' }),
    branch(
      'isInStandby',
      [
        [is('readLifecycle.Lifecycle', 'InService'), 'enterStandby'],
        [startsWith('readLifecycle.Lifecycle', 'Entering'), 'awaitStandby'],
        [is('readLifecycle.Lifecycle', 'Standby'), 'strikeStandby'],
      ],
      // It left the group since it was written down.
      'protect',
    ),
    // The group gets one smaller, so that the release can make it as large as before.
    call(
      'enterStandby',
      enterStandby(true),
      {},
      {
        nextStep: 'awaitStandby',
        onFailure: 'step:readLifecycleAgain',
      },
    ),
    call('readLifecycleAgain', DESCRIBE_MEMBERSHIP, MEMBERSHIP, { onFailure: 'step:refuseGroup' }),
    branch(
      'isInStandbyAfterAll',
      [
        [startsWith('readLifecycleAgain.Lifecycle', 'Entering'), 'awaitStandby'],
        [is('readLifecycleAgain.Lifecycle', 'Standby'), 'strikeStandby'],
        [is('GroupAtMinimum', 'Replace'), 'keepReplaced'],
      ],
      'refuseGroup',
    ),
    call(
      'keepReplaced',
      record.change({ update: 'SET #replaced = :true', condition: MINE, text: { ':true': 'true' } }),
      {},
      { onFailure: 'step:refuseGroup' },
    ),
    call('enterStandbyReplaced', enterStandby(false), {}, { onFailure: 'Continue' }),
    wait('awaitStandby', DESCRIBE_MEMBERSHIP, MEMBERSHIP.Lifecycle, ['Standby'], {
      timeoutSeconds: STANDBY_WITHIN,
      maxAttempts: 2,
      onFailure: 'step:refuseGroup',
    }),
    call(
      'strikeStandby',
      record.change({
        update: 'DELETE #settingsLeft :done',
        condition: MINE,
        sets: { ':done': ['standby'] },
      }),
      {},
      { onFailure: 'Continue' },
    ),
  ] as const;
}
