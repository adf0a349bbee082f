import { describe, expect, it } from 'vitest';
import { RunbookError, runbook } from '../../cdk/runbooks/runbook.ts';
import { branch, call, ref } from '../../cdk/runbooks/steps.ts';
import type { Action } from '../../shared/response/actions/action.ts';

const ACTION: Action = {
  name: 'release',
  summary: 'A runbook of a test',
  does: () => 'does nothing',
  undo: { kind: 'nothing', says: 'nothing to undo' },
  parameters: { InstanceId: { description: 'An instance', pattern: '^i-1$', standard: null } },
  statements: () => [],
};

const ask = { Service: 'ec2', Api: 'DescribeInstances' } as const;

describe('runbook', () => {
  it('takes steps that refer to what came before', () => {
    const steps = [
      call('first', { ...ask, Id: ref('InstanceId') }, { Id: '$.Id' }),
      call('second', { ...ask, Id: ref('first.Id') }),
    ];
    expect(() => runbook(ACTION, steps, ['first.Id'])).not.toThrow();
  });

  it.each([
    [
      'what comes later',
      [call('first', { ...ask, Id: ref('second.Id') }), call('second', ask, { Id: '$.Id' })],
      [],
    ],
    ['a parameter that there is not', [call('first', { ...ask, Id: ref('Other') })], []],
    ['an output that a step has not', [call('first', ask, { Id: '$.Id' })], ['first.Name']],
    ['a step that nothing leads to', [call('first', ask, {}, { isEnd: true }), call('second', ask)], []],
    ['a way back', [call('first', ask), call('second', ask, {}, { nextStep: 'first' })], []],
    ['two steps of one name', [call('first', ask), call('first', ask)], []],
  ])('refuses %s', (_, steps, outputs) => {
    expect(() => runbook(ACTION, steps, outputs as never[])).toThrow(RunbookError);
  });

  it('knows its steps at compile time', () => {
    const third = call('first', ask, {}, { nextStep: 'third' });
    const toThird = branch('first', [], 'third');
    const second = call('second', ask);
    // @ts-expect-error there is no step third
    expect(() => runbook(ACTION, [third, second], [])).toThrow(RunbookError);
    // @ts-expect-error there is no step third
    expect(() => runbook(ACTION, [toThird, second], [])).toThrow(RunbookError);
  });
});
