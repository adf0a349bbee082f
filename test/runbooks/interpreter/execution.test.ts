import { describe, expect, it } from 'vitest';
import type { AutomationDocument } from '../../../cdk/runbooks/runbook.ts';
import type { RunbookStep } from '../../../cdk/runbooks/step.ts';
import { Automation, type Caller } from '../automation.ts';

/** A call that answers what the test says. */
function api(name: string, rest: object = {}): RunbookStep {
  return {
    name,
    action: 'aws:executeAwsApi',
    inputs: { Service: 'ec2', Api: 'DescribeInstances', Step: name },
    ...rest,
  };
}

function document(mainSteps: readonly RunbookStep[], outputs: readonly string[] = []): AutomationDocument {
  return {
    schemaVersion: '0.3',
    description: 'A runbook of a test',
    assumeRole: 'arn:aws:iam::111122223333:role/r',
    parameters: {
      InstanceId: {
        type: 'String',
        description: 'An instance',
        allowedPattern: '^i-[0-9a-f]+$',
        default: 'i-1',
      },
      Count: { type: 'Integer', description: 'A number', default: 3 },
    },
    mainSteps,
    outputs,
  };
}

/** Steps whose calls fail, or what they answer. */
type Fates = Readonly<Record<string, unknown>>;

async function run(steps: readonly RunbookStep[], fates: Fates = {}, outputs: readonly string[] = []) {
  const made: { step: string; inputs: unknown }[] = [];
  const caller: Caller = async ({ step, inputs }) => {
    made.push({ step, inputs });
    const fate = fates[step];
    return fate === 'fails' ? { error: 'it failed' } : { ok: fate ?? {} };
  };
  const service = new Automation(
    new Map([
      ['d', document(steps, outputs)],
      ['child', document([api('inChild')])],
    ]),
    caller,
  );
  const began = service.now();
  const execution = await service.run('d', {});
  return {
    execution,
    status: execution.status,
    steps: made.map(({ step }) => step),
    inputs: made.map(({ inputs }) => inputs),
    seconds: (service.now().getTime() - began.getTime()) / 1000,
  };
}

describe('steps', () => {
  it('run in their order, and the last is the end', async () => {
    expect(await run([api('a'), api('b')])).toMatchObject({ status: 'Success', steps: ['a', 'b'] });
  });

  it('go where nextStep says, and end where isEnd is', async () => {
    const { status, steps } = await run([
      api('a', { nextStep: 'c' }),
      api('b'),
      api('c', { isEnd: true }),
      api('d'),
    ]);
    expect({ status, steps }).toEqual({ status: 'Success', steps: ['a', 'c'] });
  });

  it('that fail end the automation, which has failed', async () => {
    expect(await run([api('a'), api('b')], { a: 'fails' })).toMatchObject({ status: 'Failed', steps: ['a'] });
  });

  it('that fail are tried as often as maxAttempts says', async () => {
    expect(await run([api('a', { maxAttempts: 3 })], { a: 'fails' })).toMatchObject({
      status: 'Failed',
      steps: ['a', 'a', 'a'],
    });
  });

  it('that fail with Continue are passed over, and are not critical', async () => {
    const went = await run([api('a', { onFailure: 'Continue' }), api('b')], { a: 'fails' });
    expect(went).toMatchObject({ status: 'Success', steps: ['a', 'b'] });
  });

  it('that fail with Continue and are critical make the automation fail at its end', async () => {
    const went = await run([api('a', { onFailure: 'Continue', isCritical: true }), api('b')], { a: 'fails' });
    expect(went).toMatchObject({ status: 'Failed', steps: ['a', 'b'] });
  });

  it('that fail go to another step, and are critical unless they say that they are not', async () => {
    const steps = (isCritical?: boolean) => [
      api('a', { onFailure: 'step:c', ...(isCritical === undefined ? {} : { isCritical }) }),
      api('b'),
      api('c'),
    ];
    expect(await run(steps(), { a: 'fails' })).toMatchObject({ status: 'Failed', steps: ['a', 'c'] });
    expect(await run(steps(false), { a: 'fails' })).toMatchObject({ status: 'Success', steps: ['a', 'c'] });
  });

  it('that fail and are the end are the end', async () => {
    const went = await run([api('a', { isEnd: true, onFailure: 'Continue' }), api('b')], { a: 'fails' });
    expect(went).toMatchObject({ status: 'Success', steps: ['a'] });
  });
});

describe('outputs and references', () => {
  const ask: RunbookStep = {
    ...api('ask'),
    action: 'aws:executeAwsApi',
    inputs: { Service: 'ec2', Api: 'DescribeInstances' },
    outputs: [
      { Name: 'Id', Selector: '$.Groups[0].Id', Type: 'String' },
      { Name: 'Ids', Selector: '$.Groups[*].Id', Type: 'StringList' },
      { Name: 'On', Selector: '$.On', Type: 'String' },
      { Name: 'None', Selector: '$.Nothing.Here', Type: 'String' },
    ],
  };
  const answer = { ask: { Groups: [{ Id: 'g-1' }, { Id: 'g-2' }], On: true } };
  const use = (Value: string): RunbookStep => api('use', { inputs: { Service: 'ec2', Api: 'X', Value } });

  it.each([
    ['{{ ask.Id }}', 'g-1'],
    ['{{ask.Ids}}', ['g-1', 'g-2']],
    ['in {{ ask.Id }}!', 'in g-1!'],
    ['{{ ask.On }}', 'true'],
    ['{{ InstanceId }}', 'i-1'],
    ['{{ Count }}', 3],
    ['n {{ Count }}', 'n 3'],
    ['{{ global:REGION }}', 'eu-central-1'],
    ['{{ global:DATE_TIME }}', '2026-11-24_18.00.00'],
    ['{{ automation:EXECUTION_ID }}', '00000000-0000-4000-8000-000000000001'],
  ])('%s is %j', async (text, value) => {
    expect((await run([ask, use(text)], answer)).inputs[1]).toEqual({ Value: value });
  });

  it('a step that refers to what there is not fails, and calls nothing', async () => {
    const went = await run([ask, use('{{ ask.None }}')], answer);
    expect(went).toMatchObject({ status: 'Failed', steps: ['ask'] });
  });

  it('what the document names is what the automation answers, as far as there is any', async () => {
    const { execution } = await run([ask], answer, ['ask.Id', 'ask.None']);
    expect(execution.outputs()).toEqual({ 'ask.Id': 'g-1' });
  });
});

describe('aws:branch', () => {
  const decide = (choice: object): RunbookStep[] => [
    {
      name: 'decide',
      action: 'aws:branch',
      inputs: { Choices: [{ ...choice, NextStep: 'yes' } as never], Default: 'no' },
    },
    api('yes', { isEnd: true }),
    api('no', { isEnd: true }),
  ];

  it.each([
    [{ Variable: '{{ InstanceId }}', StringEquals: 'i-1' }, 'yes'],
    [{ Variable: '{{ InstanceId }}', StringEquals: 'i-' }, 'no'],
    [{ Variable: '{{ InstanceId }}', StartsWith: 'i-' }, 'yes'],
    [{ Variable: '{{ never.Said }}', StartsWith: '' }, 'no'],
    [
      {
        And: [
          { Variable: '{{ InstanceId }}', StartsWith: 'i-' },
          { Variable: '{{ Count }}', StringEquals: '3' },
        ],
      },
      'yes',
    ],
    [
      {
        Or: [
          { Variable: '{{ InstanceId }}', StringEquals: 'x' },
          { Variable: '{{ Count }}', StringEquals: '4' },
        ],
      },
      'no',
    ],
  ])('%j: %s', async (choice, step) => {
    expect((await run(decide(choice))).steps).toEqual([step]);
  });
});

describe('aws:assertAwsResourceProperty and aws:waitForAwsResourceProperty', () => {
  const property = (
    action: 'aws:assertAwsResourceProperty' | 'aws:waitForAwsResourceProperty',
  ): RunbookStep => ({
    name: 'look',
    action,
    timeoutSeconds: 60,
    inputs: {
      Service: 'ec2',
      Api: 'X',
      PropertySelector: '$.State',
      DesiredValues: ['stopped', '{{ InstanceId }}'],
    },
  });

  it.each(['stopped', 'i-1'])('are content with one of the values: %s', async (State) => {
    for (const action of ['aws:assertAwsResourceProperty', 'aws:waitForAwsResourceProperty'] as const)
      expect(await run([property(action)], { look: { State } })).toMatchObject({
        status: 'Success',
        seconds: 0,
      });
  });

  it('the first fails at once with another', async () => {
    const went = await run([property('aws:assertAwsResourceProperty')], { look: { State: 'running' } });
    expect(went).toMatchObject({ status: 'Failed', steps: ['look'], seconds: 0 });
    expect(went.execution.log[0]?.message).toBe('$.State is running, not stopped or i-1');
  });

  it('the second asks again until its time is over', async () => {
    const went = await run([property('aws:waitForAwsResourceProperty')], { look: {} });
    expect(went).toMatchObject({ status: 'Failed', seconds: 60 });
    expect(went.steps.length).toBe(5);
  });
});

describe('aws:loop', () => {
  const list: RunbookStep = {
    name: 'list',
    action: 'aws:executeAwsApi',
    inputs: { Service: 'ec2', Api: 'X' },
    outputs: [{ Name: 'All', Selector: '$.All[*]', Type: 'StringList' }],
  };
  const loop = (Steps: readonly RunbookStep[], rest: object = {}): RunbookStep => ({
    name: 'each',
    action: 'aws:loop',
    inputs: { Iterators: '{{ list.All }}', IteratorDataType: 'String', Steps: Steps as never },
    ...rest,
  });
  const one = api('one', { inputs: { Service: 'ec2', Api: 'X', Id: '{{ each.CurrentIteratorValue }}' } });

  it('runs its steps for each value', async () => {
    const went = await run([list, loop([one, api('two')]), api('after')], { list: { All: ['a', 'b'] } });
    expect(went.steps).toEqual(['list', 'one', 'two', 'one', 'two', 'after']);
    expect(went.inputs.filter((_, at) => went.steps[at] === 'one')).toEqual([{ Id: 'a' }, { Id: 'b' }]);
  });

  it('lets a step jump within the round, and out of the loop, which ends it', async () => {
    const within = loop([
      api('one', { onFailure: 'step:three', isCritical: false }),
      api('two'),
      api('three'),
    ]);
    expect((await run([list, within], { list: { All: ['a', 'b'] }, one: 'fails' })).steps).toEqual([
      'list',
      'one',
      'three',
      'one',
      'three',
    ]);
    const out = loop([api('one', { onFailure: 'step:after', isCritical: false }), api('two')]);
    const went = await run([list, out, api('between'), api('after')], {
      list: { All: ['a', 'b'] },
      one: 'fails',
    });
    expect(went).toMatchObject({ status: 'Success', steps: ['list', 'one', 'after'] });
    expect(went.execution.log.find(({ name }) => name === 'each')?.status).toBe('Exited');
  });

  it('fails with no values, and with more than a hundred', async () => {
    for (const All of [[], Array.from({ length: 101 }, String)])
      expect(await run([list, loop([one])], { list: { All } })).toMatchObject({
        status: 'Failed',
        steps: ['list'],
      });
  });
});

describe('other actions', () => {
  it('aws:sleep takes its time', async () => {
    const sleep: RunbookStep = { name: 's', action: 'aws:sleep', inputs: { Duration: 'PT2M' } };
    expect((await run([sleep])).seconds).toBe(120);
  });

  it.each([
    ['Success', {}],
    ['Failed', { inChild: 'fails' }],
  ])('aws:executeAutomation is as its automation: %s', async (status, fates) => {
    const start: RunbookStep = {
      name: 'start',
      action: 'aws:executeAutomation',
      inputs: { DocumentName: 'child', RuntimeParameters: { InstanceId: ['{{ InstanceId }}'] } },
    };
    expect(await run([start], fates)).toMatchObject({ status, steps: ['inChild'] });
  });

  it('aws:runCommand has the outputs of its command', async () => {
    const command: RunbookStep = {
      name: 'command',
      action: 'aws:runCommand',
      inputs: { DocumentName: 'd', InstanceIds: ['{{ InstanceId }}'], Parameters: { Pid: '{{ Count }}' } },
    };
    const { execution, inputs } = await run([command], { command: { Output: 'done' } }, ['command.Output']);
    expect(execution.outputs()).toEqual({ 'command.Output': 'done' });
    expect(inputs).toEqual([{ DocumentName: 'd', InstanceIds: ['i-1'], Parameters: { Pid: 3 } }]);
  });

  it('an automation that is cancelled goes no further', async () => {
    const service = new Automation(new Map([['d', document([api('a'), api('b')])]]), async () => ({
      ok: {},
    }));
    const started = service.begin('d', {});
    await started.advance();
    started.execution.cancel();
    expect((await started.finish()).status).toBe('Cancelled');
    expect(service.calls).toHaveLength(1);
  });

  it.each([{ InstanceId: 'x' }, { Count: 'many' }, { Other: '1' }])(
    'does not start with %j',
    (parameters) => {
      const service = new Automation(new Map([['d', document([api('a')])]]), async () => ({ ok: {} }));
      expect(() => service.begin('d', parameters as Record<string, string>)).toThrow(RangeError);
    },
  );
});
