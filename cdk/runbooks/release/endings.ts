/** How `release` ends: released, released but for what somebody changed, refused, or to be looked at. Each says so. */
import { type ContainmentRecord, MINE } from '../record.ts';
import { assertion, branch, call, is } from '../steps.ts';

const RESULT = {
  State: '$.Item.state.S',
  Outcome: '$.Item.outcome.S',
  InterfacesLeft: '$.Item.interfacesLeft.SS[*]',
  SettingsLeft: '$.Item.settingsLeft.SS[*]',
  TargetGroupsLeft: '$.Item.targetGroupsLeft.SS[*]',
  ForeignInterfaces: '$.Item.foreignInterfaces.SS[*]',
  ForeignSettings: '$.Item.foreignSettings.SS[*]',
} as const;

const REST_DONE = 'attribute_not_exists(#settingsLeft) AND attribute_not_exists(#targetGroupsLeft)';

/** The last steps. */
export function endings(record: ContainmentRecord) {
  const end = (state: string, outcome: string, condition = '') =>
    record.change({
      update: 'SET #state = :end, #outcome = :outcome REMOVE #was',
      condition: `${MINE}${condition === '' ? '' : ` AND ${condition}`}`,
      text: { ':end': state, ':outcome': outcome },
    });
  return [
    call(
      'released',
      end(
        'released',
        'everything is as it was written down',
        `attribute_not_exists(#interfacesLeft) AND ${REST_DONE}`,
      ),
      {},
      { nextStep: 'readResult', onFailure: 'step:mayLeaveSome' },
    ),
    branch('mayLeaveSome', [[is('ForeignChanges', 'Leave'), 'releasedSome']], 'putAside'),
    call(
      'releasedSome',
      end(
        'released',
        'as it was written down, but for foreignInterfaces, which somebody changed and which are left as they are',
        `#interfacesLeft = #foreignInterfaces AND ${REST_DONE}`,
      ),
      {},
      { nextStep: 'readResult', onFailure: 'step:putAside' },
    ),
    call(
      'releaseGone',
      end('released', 'the instance is not there any more'),
      {},
      {
        nextStep: 'readResult',
        onFailure: 'step:putAside',
      },
    ),
    call(
      'releaseUnwritten',
      end('released', 'nothing had been changed yet'),
      {},
      {
        nextStep: 'readResult',
        onFailure: 'step:putAside',
      },
    ),
    call(
      'refuseForeign',
      record.change({
        update: 'SET #state = #was, #outcome = :outcome REMOVE #was',
        condition: MINE,
        text: {
          ':outcome':
            'not released, and nothing was changed: somebody changed foreignInterfaces or foreignSettings since, or attached an interface',
        },
      }),
      {},
      { nextStep: 'readFailure', onFailure: 'step:putAside' },
    ),
    call(
      'putAside',
      end(
        'incomplete',
        'not everything could be put back: interfacesLeft, settingsLeft and targetGroupsLeft say what; start release again',
      ),
      {},
      { onFailure: 'Continue' },
    ),
    call('readFailure', record.read(), RESULT, { onFailure: 'Continue' }),
    // Fails: the automation is not to look as if it had released something.
    assertion('notReleased', record.read(), '$.Item.state.S', ['released'], { isEnd: true }),
    // That it could not be read makes nothing undone.
    call('readResult', record.read(), RESULT, { isEnd: true, onFailure: 'Continue' }),
  ] as const;
}
