/** How `contain-instance` ends: contained, contained but for something, not begun, or undone again. Each says so. */
import { type ContainmentRecord, MINE } from '../record.ts';
import type { ApiStep } from '../step.ts';
import { assertion, call, ref } from '../steps.ts';

const RESULT = {
  State: '$.Item.state.S',
  Outcome: '$.Item.outcome.S',
  Reason: '$.Item.reason.S',
  InterfacesLeft: '$.Item.interfacesLeft.SS[*]',
  SettingsLeft: '$.Item.settingsLeft.SS[*]',
  TargetGroupsLeft: '$.Item.targetGroupsLeft.SS[*]',
} as const;

const ALL_DONE =
  'attribute_not_exists(#interfacesLeft) AND attribute_not_exists(#settingsLeft) AND attribute_not_exists(#targetGroupsLeft)';

/** Refusals by the step that they are made in, in the words of the record. */
const ABANDONED = {
  abandonUnread: 'nothing was changed: something about the instance could not be read, or written down',
  abandonGone: 'nothing was changed: the instance is not there, or about to go',
  abandonServiceInterface:
    'nothing was changed: a network interface of the instance belongs to a service, which alone may change its groups',
  abandonGroups:
    'nothing was changed: the VPC lacks the group without rules or the group that allows all, and prepare-vpc could not make them so',
  abandonInTransit:
    'nothing was changed: the instance is on its way into its Auto Scaling group, or out of it',
} as const;

type Abandonment = keyof typeof ABANDONED;

function abandon(record: ContainmentRecord): ApiStep<Abandonment, 'readFailure' | 'giveUp'>[] {
  return Object.entries(ABANDONED).map(([name, sentence]) =>
    call(
      name as Abandonment,
      record.change({
        update: 'SET #state = :released, #reason = :reason',
        condition: `${MINE} AND attribute_not_exists(#written)`,
        text: { ':released': 'released', ':reason': sentence },
      }),
      {},
      // Where an earlier automation has changed something there is something to undo.
      { nextStep: 'readFailure', onFailure: 'step:giveUp' },
    ),
  );
}

/** The last steps. */
export function endings(record: ContainmentRecord, release: string) {
  const incomplete = (reason: string) =>
    record.change({
      update: 'SET #state = :incomplete, #reason = :reason',
      condition: `${MINE} AND (#state = :containing OR #state = :incomplete)`,
      text: { ':incomplete': 'incomplete', ':containing': 'containing', ':reason': reason },
    });
  const contained = (outcome: string, condition: string) =>
    record.change({
      update: 'SET #state = :contained, #outcome = :outcome',
      condition: `${MINE} AND ${condition}`,
      text: { ':contained': 'contained', ':outcome': outcome },
    });
  return [
    call(
      'finish',
      contained('contained', ALL_DONE),
      {},
      {
        nextStep: 'readResult',
        onFailure: 'step:finishWithout',
      },
    ),
    call(
      'finishWithout',
      contained(
        'cut off, but not all else could be done: settingsLeft and targetGroupsLeft say what',
        'attribute_not_exists(#interfacesLeft)',
      ),
      {},
      { nextStep: 'readResult', onFailure: 'step:giveUp' },
    ),
    ...abandon(record),
    call(
      'refuseGroup',
      incomplete(
        'everything is put back: the Auto Scaling group does not let the instance into standby, as it is at its minimum',
      ),
      {},
      { nextStep: 'putBack', onFailure: 'Abort' },
    ),
    call(
      'giveUp',
      incomplete('everything is put back: not every network interface could be cut off'),
      {},
      { onFailure: 'Abort' },
    ),
    {
      name: 'putBack',
      action: 'aws:executeAutomation',
      maxAttempts: 2,
      inputs: {
        DocumentName: release,
        RuntimeParameters: { InstanceId: [ref('InstanceId')], ForeignChanges: ['Leave'] },
      },
      onFailure: 'Continue',
    },
    call('readFailure', record.read(), RESULT, { onFailure: 'Continue' }),
    // Fails: the automation is not to look as if it had contained something.
    assertion('notContained', record.read(), '$.Item.state.S', ['contained'], { isEnd: true }),
    // That it could not be read makes nothing undone.
    call('readResult', record.read(), RESULT, { isEnd: true, onFailure: 'Continue' }),
  ] as const;
}
