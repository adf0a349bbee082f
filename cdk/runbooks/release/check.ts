/**
 * Whether everything is still as it was contained, or already as it was before. Nothing is changed until that is known. What is
 * neither stays in the record's lists, which say what somebody changed.
 */
import {
  DESCRIBE_INSTANCE,
  DESCRIBE_MEMBERSHIP,
  DESCRIBE_PROTECTION,
  DESCRIBE_SHUTDOWN,
  describeInterface,
  INSTANCE_FACTS,
  INTERFACE_GROUPS,
  MEMBERSHIP,
  NO_GROUP,
  PROTECTION,
  SHUTDOWN,
  THERE,
} from '../instance.ts';
import { type ContainmentRecord, MINE } from '../record.ts';
import { SETTINGS } from '../settings.ts';
import { branch, call, is, isOneOf, provided, ref } from '../steps.ts';

const INTERFACE = ref('checkInterfaces.CurrentIteratorValue');
const UNREAD = { onFailure: 'step:putAside' } as const;
const ON = { onFailure: 'Continue' } as const;

/** Goes on at `restoreInterfaces`, or to `refuseForeign` or `releaseGone`. */
export function check(record: ContainmentRecord) {
  const [protection, shutdown] = SETTINGS;
  const known = (setting: string, condition: string, text: Readonly<Record<string, string>>) =>
    record.change({
      update: 'DELETE #foreignSettings :known',
      condition: `${MINE} AND ${condition}`,
      text,
      sets: { ':known': [setting] },
    });
  return [
    call('readInstance', DESCRIBE_INSTANCE, INSTANCE_FACTS, UNREAD),
    branch('isItThere', [[isOneOf('readInstance.State', THERE), 'checkInterfaces']], 'releaseGone'),
    {
      name: 'checkInterfaces',
      action: 'aws:loop',
      inputs: {
        Iterators: ref('readWritten.Interfaces'),
        IteratorDataType: 'String',
        Steps: [
          // Out of the loop where it can't be read, as where it is not there any more.
          call('readInterface', describeInterface(INTERFACE), INTERFACE_GROUPS, {
            onFailure: 'step:mayLeaveForeign',
          }),
          call(
            'knowInterface',
            record.change({
              update: 'DELETE #foreignInterfaces :known',
              condition: `${MINE} AND (#isolated = :groups OR #opened = :groups OR #before = :groups)`,
              sets: { ':known': [INTERFACE], ':groups': ref('readInterface.Groups') },
              names: { '#before': `before:${INTERFACE}` },
            }),
            {},
            ON,
          ),
        ],
      },
      ...provided(UNREAD),
    },
    call('readProtection', DESCRIBE_PROTECTION, { Value: PROTECTION }, UNREAD),
    call(
      'knowProtection',
      known(protection, '(#protection = :now OR #protectionKept = :now)', {
        ':now': ref('readProtection.Value'),
      }),
      {},
      ON,
    ),
    call('readShutdown', DESCRIBE_SHUTDOWN, { Value: SHUTDOWN }, UNREAD),
    call(
      'knowShutdown',
      known(shutdown, '(#shutdown = :now OR #shutdownKept = :now)', { ':now': ref('readShutdown.Value') }),
      {},
      ON,
    ),
    branch('isMember', [[is('readWritten.Group', NO_GROUP), 'isUnchanged']], 'readMembership'),
    call('readMembership', DESCRIBE_MEMBERSHIP, MEMBERSHIP, UNREAD),
    branch(
      'isStillMember',
      [[isOneOf('readMembership.Lifecycle', ['Standby', 'InService', 'Pending']), 'knowMembership']],
      'isUnchanged',
    ),
    call(
      'knowMembership',
      known('standby', '#group = :now', { ':now': ref('readMembership.Group') }),
      {},
      ON,
    ),
    call(
      'isUnchanged',
      record.change({
        update: 'SET #checker = :me',
        condition: `${MINE} AND attribute_not_exists(#foreignInterfaces) AND attribute_not_exists(#foreignSettings) AND #interfaces = :now`,
        sets: { ':now': ref('readInstance.Interfaces') },
      }),
      {},
      { nextStep: 'restoreInterfaces', onFailure: 'step:mayLeaveForeign' },
    ),
    branch('mayLeaveForeign', [[is('ForeignChanges', 'Leave'), 'restoreInterfaces']], 'refuseForeign'),
  ] as const;
}
