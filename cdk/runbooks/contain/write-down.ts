/** What is there is written down, once: what an earlier automation has written down and perhaps changed stays as it is. */
import {
  DESCRIBE_MEMBERSHIP,
  DESCRIBE_PROTECTION,
  DESCRIBE_SHUTDOWN,
  describeInterface,
  INTERFACE_GROUPS,
  MEMBERSHIP,
  NO_GROUP,
  PROTECTION,
  SHUTDOWN,
} from '../instance.ts';
import { type ContainmentRecord, MINE } from '../record.ts';
import { branch, call, is, provided, ref, startsWith } from '../steps.ts';

const NOT_WRITTEN = `${MINE} AND attribute_not_exists(#written)`;
const ABANDON = { onFailure: 'step:abandonUnread' } as const;
const INTERFACE = ref('keepInterfaces.CurrentIteratorValue');

/** Of an instance on its way into a group or out of it, nobody can say what it is put back to. */
const IN_TRANSIT = ['Pending', 'Terminat', 'Detach', 'Entering', 'Warmed', 'Quarantined'];

/** Ends with everything in `readWritten`. */
export function writeDown(record: ContainmentRecord) {
  const keepGroup = (group: string) =>
    record.change({ update: 'SET #group = :group', condition: NOT_WRITTEN, text: { ':group': group } });
  return [
    call('readRecord', record.read(), { Written: '$.Item.written.S' }, ABANDON),
    branch('isWritten', [[is('readRecord.Written', 'true'), 'readWritten']], 'readProtection'),
    call('readProtection', DESCRIBE_PROTECTION, { Value: PROTECTION }, ABANDON),
    call('readShutdown', DESCRIBE_SHUTDOWN, { Value: SHUTDOWN }, ABANDON),
    call('readMembership', DESCRIBE_MEMBERSHIP, MEMBERSHIP, ABANDON),
    branch(
      'isMember',
      [
        [is('readMembership.Lifecycle', 'InService'), 'keepMembership'],
        [
          { Or: IN_TRANSIT.map((start) => startsWith('readMembership.Lifecycle', start)) },
          'abandonInTransit',
        ],
      ],
      // In no group, or in standby by somebody's will: nothing to do, nothing to undo.
      'keepNoMembership',
    ),
    call(
      'keepMembership',
      keepGroup(ref('readMembership.Group')),
      {},
      {
        ...ABANDON,
        nextStep: 'keepInterfaces',
      },
    ),
    call('keepNoMembership', keepGroup(NO_GROUP), {}, ABANDON),
    {
      name: 'keepInterfaces',
      action: 'aws:loop',
      inputs: {
        Iterators: ref('readInstance.Interfaces'),
        IteratorDataType: 'String',
        Steps: [
          call('readInterface', describeInterface(INTERFACE), INTERFACE_GROUPS, ABANDON),
          call(
            'keepInterface',
            record.change({
              update: 'SET #before = :groups',
              condition: NOT_WRITTEN,
              sets: { ':groups': ref('readInterface.Groups') },
              names: { '#before': `before:${INTERFACE}` },
            }),
            {},
            ABANDON,
          ),
        ],
      },
      ...provided(ABANDON),
    },
    call(
      'writeDown',
      record.change({
        update:
          'SET #written = :true, #writer = :me, #interfaces = :interfaces, #isolated = :isolated, #opened = :opened, ' +
          '#isolation = :isolation, #opening = :opening, #protection = :protection, #protectionKept = :true, ' +
          '#shutdown = :shutdown, #shutdownKept = :stop',
        condition: `${MINE} AND (attribute_not_exists(#written) OR #writer = :me)`,
        text: {
          ':true': 'true',
          ':stop': 'stop',
          ':protection': ref('readProtection.Value'),
          ':shutdown': ref('readShutdown.Value'),
          ':isolation': ref('isolation.GroupId'),
          ':opening': ref('opening.GroupId'),
        },
        sets: {
          ':interfaces': ref('readInstance.Interfaces'),
          ':isolated': [ref('isolation.GroupId')],
          ':opened': [ref('opening.GroupId')],
        },
      }),
      {},
      ABANDON,
    ),
    call(
      'readWritten',
      record.read(),
      {
        Group: '$.Item.group.S',
        Isolation: '$.Item.isolation.S',
        Opening: '$.Item.opening.S',
        Interfaces: '$.Item.interfaces.SS[*]',
      },
      { onFailure: 'step:giveUp' },
    ),
  ] as const;
}
