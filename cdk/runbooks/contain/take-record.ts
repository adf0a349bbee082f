/** How `contain-instance` comes to be the one that works on the record. */
import { askForHolder } from '../holder.ts';
import type { ContainmentRecord } from '../record.ts';
import { assertion, branch, call, is, isOneOf, NOW, ref } from '../steps.ts';

/** Ends at `readInstance`, or without any change. */
export function takeRecord(record: ContainmentRecord) {
  return [
    call(
      'takeRecord',
      record.put(
        { state: 'containing', incident: ref('Incident'), since: NOW },
        {
          // The last part: taken by the attempt before, whose answer was lost.
          condition:
            'attribute_not_exists(#target) OR #state = :released OR (#state = :containing AND #holder = :me AND attribute_not_exists(#written))',
          text: { ':released': 'released', ':containing': 'containing' },
        },
      ),
      {},
      { nextStep: 'readInstance', onFailure: 'step:readHolder' },
    ),
    call('readHolder', record.read(), { State: '$.Item.state.S', Holder: '$.Item.holder.S' }),
    branch(
      'whatHoldsIt',
      [
        [is('readHolder.State', 'contained'), 'readResult'],
        [isOneOf('readHolder.State', ['containing', 'incomplete']), 'isHolderAtWork'],
      ],
      'refuseBusy',
    ),
    ...askForHolder(),
    call(
      'takeOver',
      record.change({
        update: 'SET #holder = :me, #state = :containing, #incident = :incident',
        condition:
          '(#holder = :old AND (#state = :containing OR #state = :incomplete)) OR (#holder = :me AND #state = :containing)',
        text: {
          ':old': ref('readHolder.Holder'),
          ':containing': 'containing',
          ':incomplete': 'incomplete',
          ':incident': ref('Incident'),
        },
      }),
      {},
      { nextStep: 'readInstance', onFailure: 'step:refuseBusy' },
    ),
    // Fails: another automation works on the record, or the release of it was cut short and has to be started again.
    assertion('refuseBusy', record.read(), '$.Item.holder.S', ['nobody'], { isEnd: true }),
  ] as const;
}
