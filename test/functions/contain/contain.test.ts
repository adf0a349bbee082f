import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { SILENCED, T0 } from '../../incident/findings.ts';
import { POLICY } from '../../response/policy/cases.ts';
import { Account, KNOCK } from './account.ts';
import { instanceOf } from './model-ec2.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const PROPOSE = { ...POLICY, modes: { ...POLICY.modes, production: 'propose' } } as const;

/** The same, half a second later, on another host. */
const ELSEWHERE = { host: 'i-00000000000000011', time: T0 + 500 };

let account: Account;

beforeAll(async () => {
  account = await Account.start();
});
beforeEach(() => account.reset());
afterAll(() => account.local.stop());

describe('in mode contain', () => {
  it('a finding leads to one automation, about its instance and its process', async () => {
    const id = await account.detect({
      sourceEventId: '1800000000.000:77',
      process: {
        pid: 4711,
        ppid: 1,
        exe: '/usr/lib/ld\udcff.so',
        argv: [],
        argc: 2,
        argvFidelity: 'exact',
        cwd: '/',
      },
    });
    await account.settle();

    expect(await account.incident(id)).toMatchObject({
      response: {
        decisions: [{ kind: 'approve', by: { via: 'policy', who: 'production' } }],
        containment: { state: 'running', execution: account.ssm.executions[0]?.id },
      },
    });
    expect(account.ssm.executions).toMatchObject([
      {
        document: 'ldwatch-contain',
        parameters: {
          InstanceId: ['i-0123456789abcdef0'],
          Incident: [id],
          LogGroup: ['/var/log/audit/audit.log'],
          LogStream: ['i-0123456789abcdef0'],
          LogFrom: [String(T0 - HOUR)],
          LogTo: [String(T0 + HOUR)],
          Pid: ['4711'],
          EventTime: ['1800000000.000'],
          EventSerial: ['77'],
          ExecutableHex: [Buffer.from('/usr/lib/ld\u00ff.so', 'latin1').toString('hex')],
        },
      },
    ]);
  });

  it('what came of it is written down when SSM says that something changed', async () => {
    const id = await account.detect();
    await account.settle();
    account.ssm.end(0, 'Success', {
      outputs: {
        'collectEvidence.Status': ['TimedOut'],
        'collectEvidence.Output': ['No output available yet because the step is not successfully executed'],
        'stopProcess.Status': ['Success'],
        'stopProcess.Output': ['{"outcome":"stopped"}'],
        'containInstance.Status': ['Success'],
        'containInstance.Output': ['contained', ''],
      },
    });
    account.queue.push(JSON.stringify({ source: 'aws.ssm', 'detail-type': 'EC2 Automation', detail: {} }));
    await account.settle();

    expect(await account.containment(id)).toMatchObject({
      state: 'contained',
      done: [
        'collect-evidence was not done (TimedOut)',
        'stop-process was done: {"outcome":"stopped"}',
        'contain-instance was done: contained',
      ],
    });
    expect(await account.budget.held()).toHaveLength(1);
  });

  it('a success without a word is not more than that', async () => {
    const id = await account.detect();
    await account.settle();
    account.ssm.end(0, 'CompletedWithSuccess');
    await account.knock();
    expect(await account.containment(id)).toMatchObject({
      state: 'contained',
      done: [expect.stringContaining('stands in its execution')],
    });
  });

  it.each(['Failed', 'TimedOut', 'Cancelled', 'CompletedWithFailure'] as const)(
    'one that ends as %s is told as failed, and holds the instance no longer',
    async (status) => {
      const id = await account.detect();
      await account.settle();
      account.ssm.end(0, status, { failure: 'step 3', outputs: { 'collectEvidence.Status': ['Success'] } });
      await account.knock();
      expect(await account.containment(id)).toMatchObject({
        state: 'failed',
        because: `it ended as ${status}: step 3; before that: collect-evidence was done; stop-process was not done; contain-instance was not done`,
      });
      expect(await account.budget.held()).toEqual([]);
    },
  );

  it('one that goes on is left alone, and counted once it takes long', async () => {
    const id = await account.detect();
    await account.settle();
    await account.knock();
    expect(account.counted).not.toContain('ContainmentStuck');
    account.now += 3 * HOUR;
    await account.knock();
    expect(account.counted).toContain('ContainmentStuck');
    expect(await account.containment(id)).toMatchObject({ state: 'running' });
  });

  it('a second incident on the instance starts nothing', async () => {
    await account.detect();
    await account.settle();
    const second = await account.detect({ program: { given: '/tmp/other', path: '/tmp/other' } });
    await account.settle();
    expect(await account.containment(second)).toMatchObject({
      state: 'withheld',
      because: [expect.stringContaining('contained already')],
    });
    expect(account.ssm.executions).toHaveLength(1);
  });

  it('two incidents on the instance at once start one automation', async () => {
    const ids = [await account.detect(), await account.detect({ program: { given: '/a', path: '/a' } })];
    account.publish();
    await account.settle();
    const states = await Promise.all(ids.map(async (id) => (await account.containment(id)).state));
    expect(states.toSorted()).toEqual(['running', 'withheld']);
    expect(account.ssm.executions).toHaveLength(1);
  });

  it('the budget of an hour is kept over incidents', async () => {
    account.policy = { ...POLICY, perHour: 2, fleetShare: 1 };
    const ids = ['i-00000000000000011', 'i-00000000000000012', 'i-00000000000000013'];
    for (const InstanceId of ids) account.ec2.instances.push(instanceOf({ InstanceId }));
    const incidents = [];
    for (const [index, host] of ids.entries())
      incidents.push(await account.detect({ host, program: { given: `/${'abc'[index]}`, path: null } }));
    await account.settle();
    const states = await Promise.all(incidents.map(async (id) => (await account.containment(id)).state));
    expect(states.toSorted()).toEqual(['running', 'running', 'withheld']);
  });

  it('of an incident on several hosts, that of its gravest finding is contained and no other', async () => {
    account.ec2.instances.push(instanceOf({ InstanceId: 'i-00000000000000011' }));
    const id = await account.detect();
    await account.detect(ELSEWHERE);
    await account.settle();
    expect(account.ssm.executions.map(({ parameters }) => parameters['InstanceId'])).toEqual([
      ['i-0123456789abcdef0'],
    ]);
    account.ssm.end(0, 'Success');
    await account.knock();
    expect(await account.containment(id)).toMatchObject({
      state: 'contained',
      done: [expect.anything(), expect.stringContaining('1 other host')],
    });
  });
});

describe('in mode propose', () => {
  beforeEach(() => {
    account.policy = PROPOSE;
  });

  it('nothing begins until somebody approves it, and then it does', async () => {
    const id = await account.detect();
    await account.settle();
    expect(await account.containment(id)).toMatchObject({
      state: 'proposed',
      until: account.now + 4 * HOUR,
      plan: { dryRun: false },
    });
    expect(account.ssm.executions).toEqual([]);

    account.now += 2 * HOUR;
    expect(await account.decide(id, 'approve')).toMatchObject({ outcome: 'decided' });
    await account.settle();
    expect(await account.containment(id)).toMatchObject({ state: 'running' });
    expect(account.ssm.executions).toHaveLength(1);
  });

  it('a proposal can not be approved after its time, and is withdrawn with the next news', async () => {
    const id = await account.detect();
    await account.settle();
    account.now += 4 * HOUR;
    expect(await account.decide(id, 'approve')).toMatchObject({ outcome: 'refused' });
    await account.detect(ELSEWHERE);
    await account.settle();
    expect(await account.containment(id)).toMatchObject({ state: 'withheld' });
  });

  it('a dismissal is the end of it', async () => {
    const id = await account.detect();
    await account.settle();
    await account.decide(id, 'dismiss');
    await account.detect(ELSEWHERE);
    await account.settle();
    expect(await account.containment(id)).toMatchObject({
      state: 'withheld',
      because: ['the incident was dismissed'],
    });
  });

  it.each([
    [
      'a protection tag',
      () => account.ec2.change({ Tags: [...(instanceOf().Tags ?? []), { Key: 'ldwatch:protect' }] }),
    ],
    ['no opt-in tag any more', () => account.ec2.change({ Tags: [{ Key: 'env', Value: 'prod' }] })],
    ['an instance that was stopped', () => account.ec2.change({ State: { Name: 'stopped' } })],
    ['an instance that is gone', () => void account.ec2.instances.splice(0)],
  ])('between approval and start, %s stops it', async (_name, change) => {
    const id = await account.detect();
    await account.settle();
    await account.decide(id, 'approve');
    change();
    await account.settle();
    expect(await account.containment(id)).toMatchObject({ state: 'withheld' });
    expect(account.ssm.executions).toEqual([]);
    expect(await account.budget.held()).toEqual([]);
  });

  it('an approval that nothing came of in time does not begin later', async () => {
    const id = await account.detect();
    await account.settle();
    await account.decide(id, 'approve');
    account.now += 31 * MINUTE;
    await account.settle();
    expect(await account.containment(id)).toMatchObject({
      state: 'withheld',
      because: [expect.stringContaining('within 30 minutes')],
    });
  });
});

describe('what SSM answers to a start', () => {
  it.each([
    'AccessDeniedException',
    'AutomationDefinitionNotFoundException',
    'InvalidAutomationExecutionParametersException',
  ])('%s is final: it is told, and holds nothing', async (refusal) => {
    account.ssm.refusal = refusal;
    const id = await account.detect();
    await account.settle();
    expect(await account.containment(id)).toMatchObject({
      state: 'failed',
      execution: null,
      because: expect.stringContaining(refusal),
    });
    expect(await account.budget.held()).toEqual([]);
  });

  it('a limit is tried again, until the approval is too old', async () => {
    account.ssm.refusal = 'AutomationExecutionLimitExceededException';
    const id = await account.detect();
    for (let tries = 0; tries < 5; tries++) await account.work();
    expect(await account.containment(id)).toMatchObject({ state: 'approved' });
    expect(await account.budget.held()).toHaveLength(1);

    account.now += 31 * MINUTE;
    await account.settle();
    expect(await account.containment(id)).toMatchObject({
      state: 'failed',
      execution: null,
      because: expect.stringContaining('a start was tried before'),
    });
    expect(await account.budget.held()).toEqual([]);
  });

  it('and begins as soon as there is room', async () => {
    account.ssm.refusal = 'AutomationExecutionLimitExceededException';
    await account.detect();
    for (let tries = 0; tries < 5; tries++) await account.work();
    account.ssm.refusal = null;
    await account.settle();
    expect(account.ssm.executions).toHaveLength(1);
  });
});

describe('a release', () => {
  async function contained() {
    const id = await account.detect();
    await account.settle();
    account.ssm.end(0, 'Success');
    await account.knock();
    return id;
  }

  it('starts its runbook once, and gives the instance free', async () => {
    const id = await contained();
    await account.decide(id, 'release');
    await account.settle();
    expect(account.ssm.executions[1]).toMatchObject({
      document: 'ldwatch-release',
      parameters: { InstanceId: ['i-0123456789abcdef0'] },
    });
    expect(await account.containment(id)).toMatchObject({ state: 'releasing' });
    account.ssm.end(1, 'Success');
    await account.knock();
    expect(await account.containment(id)).toMatchObject({ state: 'released' });
    expect(await account.budget.held()).toEqual([]);
  });

  it('what was released is not contained again by itself', async () => {
    const id = await contained();
    await account.decide(id, 'release');
    await account.settle();
    account.ssm.end(1, 'Success');
    await account.knock();
    await account.detect(ELSEWHERE);
    await account.settle();
    expect(await account.containment(id)).toMatchObject({ state: 'released' });
    expect(account.ssm.executions).toHaveLength(2);
  });

  it('one that failed leaves the instance held, and may be tried again', async () => {
    const id = await contained();
    await account.decide(id, 'release');
    await account.settle();
    account.ssm.end(1, 'Failed', { failure: 'somebody changed the groups' });
    await account.knock();
    expect(await account.containment(id)).toMatchObject({ state: 'release-failed' });
    expect(await account.budget.held()).toHaveLength(1);

    await account.decide(id, 'release');
    await account.settle();
    expect(account.ssm.executions).toHaveLength(3);
    account.ssm.end(2, 'Success');
    await account.knock();
    expect(await account.containment(id)).toMatchObject({ state: 'released' });
    expect(await account.budget.held()).toEqual([]);
  });

  it('is possible in a dry run that was switched on since, and without the opt-in tag', async () => {
    const id = await contained();
    account.policy = { ...POLICY, dryRun: true };
    account.ec2.change({ Tags: [] });
    await account.decide(id, 'release');
    await account.settle();
    expect(await account.containment(id)).toMatchObject({ state: 'releasing' });
  });
});

describe('a lookup that fails', () => {
  it('is tried again while the finding is live, and closes the gate after that', async () => {
    account.ec2.refusal = 'RequestLimitExceeded';
    const id = await account.detect();
    for (let tries = 0; tries < 3; tries++) await account.work();
    expect(await account.containment(id)).toMatchObject({ state: 'none' });
    expect(account.counted).toContain('ContainFailures');

    account.now += 31 * MINUTE;
    await account.settle();
    expect(await account.containment(id)).toMatchObject({
      state: 'withheld',
      because: expect.arrayContaining([expect.stringContaining('could not be asked')]),
    });
  });
});

describe('what is not thought of', () => {
  it('costs no call: a mild finding, whatever else it is', async () => {
    await account.detect({ severity: 'medium' });
    await account.detect({ kind: 'stage' });
    const called: string[] = [];
    const calls = account.ec2.send;
    Object.assign(account.ec2, {
      send: async (command: object) => {
        called.push('ec2');
        return calls(command);
      },
    });
    await account.settle();
    expect(called).toEqual([]);
  });

  it('in mode observe is counted and changes nothing', async () => {
    account.policy = { ...POLICY, modes: { ...POLICY.modes, production: 'observe' } };
    const id = await account.detect();
    await account.settle();
    expect(await account.incident(id)).toMatchObject({
      generation: 1,
      response: { containment: { state: 'none' } },
    });
    expect(account.counted).toEqual(['ContainmentObserved']);
  });

  it('what is withheld is told once, not with each of its own alerts', async () => {
    account.ec2.change({ Tags: [] });
    const id = await account.detect();
    await account.settle();
    const { generation } = await account.incident(id);
    expect(generation).toBe(2);
    await account.detect(ELSEWHERE);
    await account.settle();
    expect((await account.incident(id)).generation).toBe(3);
  });
});

describe('a dry run', () => {
  /** All calls that a service would be changed by; the table is ldwatch's own. */
  const mutating = (calls: readonly string[]) =>
    calls.filter(
      (call) =>
        !['DescribeInstances', 'GetAutomationExecution', 'GetItem', 'UpdateItem', 'Mark'].includes(call),
    );

  it.each([
    ['contain', { ...POLICY, dryRun: true }],
    ['propose', { ...PROPOSE, dryRun: true }],
  ])('in mode %s shows the plan, and makes no mutating call', async (mode, policy) => {
    const calls: string[] = [];
    await account.reset(async (call, effect) => {
      calls.push(call);
      return effect();
    });
    account.policy = policy;
    const id = await account.detect();
    await account.settle();
    if (mode === 'propose') await account.decide(id, 'approve');
    await account.settle();
    await account.knock();

    expect(await account.containment(id)).toMatchObject({
      state: 'withheld',
      because: [expect.stringContaining('dry run')],
      plan: {
        dryRun: true,
        steps: expect.arrayContaining([expect.objectContaining({ action: 'contain-instance' })]),
      },
    });
    expect(calls).toContain('DescribeInstances');
    expect(mutating(calls)).toEqual([]);
    expect(account.ssm.executions).toEqual([]);
    expect(await account.budget.held()).toEqual([]);
  });

  it('the same steps as without, so that it shows what would be done', async () => {
    account.policy = { ...PROPOSE, dryRun: true };
    const dry = await account.detect();
    await account.settle();
    account.policy = PROPOSE;
    const wet = await account.detect({ program: { given: '/tmp/other', path: '/tmp/other' } });
    await account.settle();
    const steps = await Promise.all(
      [dry, wet].map(async (id) => {
        const containment = await account.containment(id);
        return containment.state === 'proposed' ? containment.plan.steps : null;
      }),
    );
    expect(steps[0]).toEqual(steps[1]);
    expect(steps[0]).not.toBeNull();
  });

  it('that was switched on after an approval stops its start', async () => {
    account.policy = PROPOSE;
    const id = await account.detect();
    await account.settle();
    await account.decide(id, 'approve');
    account.policy = { ...PROPOSE, dryRun: true };
    await account.settle();
    expect(await account.containment(id)).toMatchObject({ state: 'withheld' });
    expect(account.ssm.executions).toEqual([]);
  });
});

describe('what holds an instance and should not', () => {
  it('is freed within five minutes', async () => {
    const id = await account.detect();
    await account.settle();
    account.ssm.end(0, 'Failed');
    await account.knock();
    const stale = { instanceId: 'i-0123456789abcdef0', incident: id, decision: 'stale' as never };
    await account.budget.claimRelease(stale);
    await account.knock();
    expect(await account.budget.held()).toEqual([]);
  });
});

describe('what comes into the queue', () => {
  it('that is no alert and no knock comes again, and is counted', async () => {
    account.queue.push('{"source":"elsewhere"}');
    await account.work();
    expect(account.queue).toHaveLength(1);
    expect(account.counted).toEqual(['ContainFailures']);
  });

  it('a knock with nothing to do does nothing', async () => {
    account.queue.push(KNOCK);
    await account.settle();
    expect(account.counted).toEqual([]);
  });

  it('an alert of an incident that is suppressed by now is withheld', async () => {
    expect(SILENCED.until).toBeGreaterThan(T0);
    account.policy = PROPOSE;
    const id = await account.detect();
    await account.decide(id, 'suppress');
    await account.settle();
    expect(await account.containment(id)).toMatchObject({
      state: 'withheld',
      because: [expect.stringContaining('suppressed')],
    });
  });
});
