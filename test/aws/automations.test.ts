import { describe, expect, it } from 'vitest';
import { reportOf, SsmAutomations, StartRefusedError } from '../../shared/aws/automations.ts';
import type { AutomationStart } from '../../shared/response/automation.ts';
import { ModelSsm } from '../functions/contain/model-ssm.ts';

const START: AutomationStart = {
  runbook: 'contain',
  token: '00000000-0000-8000-8000-000000000001',
  parameters: { InstanceId: 'i-1' },
};

describe('a start', () => {
  it('asked for twice is one automation', async () => {
    const ssm = new ModelSsm();
    const automations = new SsmAutomations(ssm, 'mine');
    const ids = [await automations.start(START), await automations.start(START)];
    expect(new Set(ids).size).toBe(1);
    expect(ssm.executions).toMatchObject([{ document: 'mine-contain', parameters: { InstanceId: ['i-1'] } }]);
  });

  it('with the same token for something else is refused', async () => {
    const ssm = new ModelSsm();
    const automations = new SsmAutomations(ssm, 'mine');
    await automations.start(START);
    const other = { ...START, parameters: { InstanceId: 'i-2' } };
    await expect(automations.start(other)).rejects.toThrow(StartRefusedError);
    expect(ssm.executions).toHaveLength(1);
  });

  it('that a limit turns away is no refusal', async () => {
    const ssm = new ModelSsm();
    ssm.refusal = 'AutomationExecutionLimitExceededException';
    const started = new SsmAutomations(ssm, 'mine').start(START);
    await expect(started).rejects.toMatchObject({ name: 'AutomationExecutionLimitExceededException' });
  });
});

describe('a report', () => {
  it('of an automation that nobody knows is null', async () => {
    expect(await new SsmAutomations(new ModelSsm(), 'mine').read('none')).toBeNull();
  });

  it.each(['Pending', 'InProgress', 'Waiting', 'Cancelling', 'PendingApproval', 'SomethingNew', undefined])(
    'of status %s is under way: only an end is one',
    (status) => {
      expect(reportOf({ AutomationExecutionStatus: status as never })).toEqual({ state: 'under-way' });
    },
  );

  it('of a release says what its runbook said', () => {
    const Outputs = {
      'readResult.State': ['released'],
      'readResult.Outcome': ['everything is as it was written down'],
      'readFailure.Outcome': ['No output available yet because the step is not successfully executed'],
    };
    expect(reportOf({ AutomationExecutionStatus: 'Success', Outputs })).toEqual({
      state: 'succeeded',
      done: ['everything is as it was written down'],
    });
  });

  it('of a containment says of each step whether it was done, with or without an output of it', () => {
    const Outputs = { 'collectEvidence.Status': ['Failed'], 'containInstance.Status': ['Success'] };
    expect(reportOf({ AutomationExecutionStatus: 'Success', Outputs })).toEqual({
      state: 'succeeded',
      done: [
        'collect-evidence was not done (Failed)',
        'stop-process was not done',
        'contain-instance was done',
      ],
    });
  });

  it('keeps of what a host printed no more than a line', () => {
    const Outputs = { 'stopProcess.Status': ['Success'], 'stopProcess.Output': ['x'.repeat(2500)] };
    const report = reportOf({ AutomationExecutionStatus: 'Success', Outputs });
    expect(report).toMatchObject({
      done: expect.arrayContaining([expect.stringMatching(/^stop-process was done: x{240}…$/)]),
    });
  });
});
