/** How `release` comes to be the one that works on the record. */
import { askForHolder } from '../holder.ts';
import { NO_GROUP } from '../instance.ts';
import { type ContainmentRecord, MINE } from '../record.ts';
import { SETTINGS } from '../settings.ts';
import { assertion, branch, call, is, isOneOf, ref } from '../steps.ts';

const STATES = { ':releasing': 'releasing', ':incomplete': 'incomplete' };

/** Goes on at `readInstance` with everything in `readWritten`, to `released` where nothing was changed yet, or ends. */
export function takeRecord(record: ContainmentRecord) {
  return [
    call(
      'takeRecord',
      record.change({
        update: 'SET #was = if_not_exists(#was, #state), #state = :releasing, #holder = :me',
        condition: '#state = :contained OR #state = :incomplete OR (#state = :releasing AND #holder = :me)',
        text: { ...STATES, ':contained': 'contained' },
      }),
      {},
      { nextStep: 'readWritten', onFailure: 'step:readHolder' },
    ),
    call('readHolder', record.read(), { State: '$.Item.state.S', Holder: '$.Item.holder.S' }),
    branch(
      'whatHoldsIt',
      [
        [is('readHolder.State', 'released'), 'readResult'],
        [isOneOf('readHolder.State', ['containing', 'releasing']), 'isHolderAtWork'],
        // It could be taken, and was not: nothing is done, and that is no success.
        [isOneOf('readHolder.State', ['contained', 'incomplete']), 'refuseBusy'],
      ],
      'refuseUnknown',
    ),
    ...askForHolder(),
    call(
      'takeOver',
      record.change({
        update: 'SET #was = if_not_exists(#was, :incomplete), #state = :releasing, #holder = :me',
        condition:
          '(#holder = :old AND (#state = :containing OR #state = :releasing)) OR (#holder = :me AND #state = :releasing)',
        text: { ...STATES, ':containing': 'containing', ':old': ref('readHolder.Holder') },
      }),
      {},
      { nextStep: 'readWritten', onFailure: 'step:refuseBusy' },
    ),
    // Fails: another automation works on the record, or it could not be taken.
    assertion('refuseBusy', record.read(), '$.Item.holder.S', ['nobody'], { isEnd: true }),
    // Fails: nothing was written down of this instance.
    assertion('refuseUnknown', record.read(), '$.Item.written.S', ['true'], { isEnd: true }),
    call(
      'readWritten',
      record.read(),
      {
        Written: '$.Item.written.S',
        Group: '$.Item.group.S',
        Protection: '$.Item.protection.S',
        Shutdown: '$.Item.shutdown.S',
        Interfaces: '$.Item.interfaces.SS[*]',
        Registered: '$.Item.registered.SS[*]',
        FirstRegistered: '$.Item.registered.SS[0]',
      },
      { onFailure: 'step:putAside' },
    ),
    // Before it was written down nothing was changed.
    branch('isWritten', [[is('readWritten.Written', 'true'), 'begin']], 'releaseUnwritten'),
    call(
      'begin',
      record.change({
        update:
          'SET #foreignInterfaces = #interfaces, #interfacesLeft = #interfaces, #foreignSettings = :settings, #settingsLeft = :settings REMOVE #targetGroupsLeft',
        condition: MINE,
        sets: { ':settings': SETTINGS },
      }),
      {},
      { onFailure: 'step:putAside' },
    ),
    branch('wasMember', [[is('readWritten.Group', NO_GROUP), 'readInstance']], 'beginMember'),
    call(
      'beginMember',
      record.change({
        update: 'ADD #foreignSettings :standby, #settingsLeft :standby',
        condition: MINE,
        sets: { ':standby': ['standby'] },
      }),
      {},
      { onFailure: 'step:putAside' },
    ),
  ] as const;
}
