/** Puts back what was written down, each in one call, and strikes off what is found to be as it was. */
import {
  DESCRIBE_MEMBERSHIP,
  DESCRIBE_PROTECTION,
  DESCRIBE_SHUTDOWN,
  describeInterface,
  INTERFACE_GROUPS,
  MEMBERSHIP,
  NO_GROUP,
  onShutdown,
  PROTECTION,
  protect,
  putInto,
  SHUTDOWN,
} from '../instance.ts';
import { type ContainmentRecord, MINE } from '../record.ts';
import { SETTINGS } from '../settings.ts';
import { branch, call, is, isOneOf, ref, startsWith, wait } from '../steps.ts';

const ON = { onFailure: 'Continue' } as const;
/** Seconds: the group checks the health of what comes back. */
const IN_SERVICE_WITHIN = 600;

/** Network first: the group and its balancers ask the instance whether it is well. */
export function restoreInterfaces(record: ContainmentRecord) {
  const INTERFACE = ref('restoreInterfaces.CurrentIteratorValue');
  const before = { '#before': `before:${INTERFACE}` };
  const NEXT = { onFailure: 'step:nextInterface' } as const;
  return [
    {
      name: 'restoreInterfaces',
      action: 'aws:loop',
      inputs: {
        Iterators: ref('readWritten.Interfaces'),
        IteratorDataType: 'String',
        Steps: [
          call('readContained', describeInterface(INTERFACE), INTERFACE_GROUPS, NEXT),
          // Only what is as the containment left it: what is back already is left alone, and what somebody has changed, too.
          call(
            'isContained',
            record.change({
              update: 'SET #at = :interface',
              condition: `${MINE} AND (#isolated = :groups OR #opened = :groups)`,
              text: { ':interface': INTERFACE },
              sets: { ':groups': ref('readContained.Groups') },
            }),
            {},
            { onFailure: 'step:readRestored' },
          ),
          // One attribute is asked for, whatever its name.
          call('readBefore', record.readOne(before['#before']), { Groups: '$.Item.*.SS[*]' }, NEXT),
          call('restoreInterface', putInto(INTERFACE, ref('readBefore.Groups')), {}, ON),
          call('readRestored', describeInterface(INTERFACE), INTERFACE_GROUPS, NEXT),
          call(
            'strikeInterface',
            record.change({
              update: 'DELETE #interfacesLeft :done',
              condition: `${MINE} AND #before = :groups`,
              sets: { ':done': [INTERFACE], ':groups': ref('readRestored.Groups') },
              names: before,
            }),
            {},
            ON,
          ),
          { name: 'nextInterface', action: 'aws:sleep', inputs: { Duration: 'PT1S' } },
        ],
      },
      ...ON,
    },
  ] as const;
}

/** Back into service; a stopped instance would be terminated by its group, so that one stays in standby. */
export function returnToGroup(record: ContainmentRecord) {
  return [
    branch('hasGroup', [[is('readWritten.Group', NO_GROUP), 'wasRegistered']], 'readLifecycle'),
    call('readLifecycle', DESCRIBE_MEMBERSHIP, MEMBERSHIP, { onFailure: 'step:wasRegistered' }),
    branch(
      'isInStandby',
      [
        [startsWith('readLifecycle.Lifecycle', 'Pending'), 'awaitInService'],
        [is('readLifecycle.Lifecycle', 'InService'), 'awaitInService'],
        [
          { And: [is('readLifecycle.Lifecycle', 'Standby'), is('readInstance.State', 'running')] },
          'exitStandby',
        ],
      ],
      'wasRegistered',
    ),
    call(
      'exitStandby',
      {
        Service: 'autoscaling',
        Api: 'ExitStandby',
        InstanceIds: [ref('InstanceId')],
        AutoScalingGroupName: ref('readWritten.Group'),
      },
      {},
      ON,
    ),
    wait('awaitInService', DESCRIBE_MEMBERSHIP, MEMBERSHIP.Lifecycle, ['InService'], {
      timeoutSeconds: IN_SERVICE_WITHIN,
      maxAttempts: 2,
      onFailure: 'step:wasRegistered',
    }),
    call(
      'strikeStandby',
      record.change({
        update: 'DELETE #settingsLeft :done',
        condition: MINE,
        sets: { ':done': ['standby'] },
      }),
      {},
      ON,
    ),
  ] as const;
}

/** Back into its target groups; to be registered twice is to be registered. */
export function registerAgain(record: ContainmentRecord) {
  const GROUP = ref('registerAgain.CurrentIteratorValue');
  const NEXT = { onFailure: 'step:nextRegistration' } as const;
  return [
    branch(
      'wasRegistered',
      [[startsWith('readWritten.FirstRegistered', 'arn:'), 'beginRegistrations']],
      'restoreShutdown',
    ),
    call(
      'beginRegistrations',
      record.change({ update: 'SET #targetGroupsLeft = #registered', condition: MINE }),
      {},
      { onFailure: 'step:putAside' },
    ),
    {
      name: 'registerAgain',
      action: 'aws:loop',
      inputs: {
        Iterators: ref('readWritten.Registered'),
        IteratorDataType: 'String',
        Steps: [
          call(
            'register',
            {
              Service: 'elbv2',
              Api: 'RegisterTargets',
              TargetGroupArn: GROUP,
              Targets: [{ Id: ref('InstanceId') }],
            },
            {},
            NEXT,
          ),
          call(
            'strikeRegistration',
            record.change({
              update: 'DELETE #targetGroupsLeft :done',
              condition: MINE,
              sets: { ':done': [GROUP] },
            }),
            {},
            ON,
          ),
          { name: 'nextRegistration', action: 'aws:sleep', inputs: { Duration: 'PT1S' } },
        ],
      },
      ...ON,
    },
  ] as const;
}

/** Last, so that nobody terminates what is being put back. */
export function restoreSettings(record: ContainmentRecord) {
  const [protection, shutdown] = SETTINGS;
  const strike = (setting: string, condition: string, value: string) =>
    record.change({
      update: 'DELETE #settingsLeft :done',
      condition: `${MINE} AND ${condition}`,
      text: { ':now': value },
      sets: { ':done': [setting] },
    });
  return [
    call('restoreShutdown', onShutdown(ref('readWritten.Shutdown')), {}, ON),
    branch(
      'wasProtected',
      [[isOneOf('readWritten.Protection', ['true', 'True']), 'keepProtected']],
      'unprotect',
    ),
    call('keepProtected', protect(true), {}, { ...ON, nextStep: 'readProtectionNow' }),
    call('unprotect', protect(false), {}, ON),
    call('readProtectionNow', DESCRIBE_PROTECTION, { Value: PROTECTION }, { onFailure: 'step:putAside' }),
    call(
      'strikeProtection',
      strike(protection, '#protection = :now', ref('readProtectionNow.Value')),
      {},
      ON,
    ),
    call('readShutdownNow', DESCRIBE_SHUTDOWN, { Value: SHUTDOWN }, { onFailure: 'step:putAside' }),
    call('strikeShutdown', strike(shutdown, '#shutdown = :now', ref('readShutdownNow.Value')), {}, ON),
  ] as const;
}
