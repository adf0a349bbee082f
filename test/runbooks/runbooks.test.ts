import { describe, expect, it } from 'vitest';
import { COLLECT_EVIDENCE as COLLECT_SCRIPT, STOP_PROCESS as STOP_SCRIPT } from '../../cdk/host/index.ts';
import { commandDocument } from '../../cdk/runbooks/host-commands.ts';
import { innerSteps, referencesIn } from '../../cdk/runbooks/problems.ts';
import { documentOf, type Runbook } from '../../cdk/runbooks/runbook.ts';
import { ACTION_NAMES, type ActionParameter } from '../../shared/response/actions/action.ts';
import { COLLECT_EVIDENCE } from '../../shared/response/actions/collect-evidence.ts';
import { ACTIONS } from '../../shared/response/actions/registry.ts';
import { STOP_PROCESS } from '../../shared/response/actions/stop-process.ts';
import { calledBy } from './calls.ts';
import { RUNBOOKS } from './documents.ts';
import { PLACE } from './place.ts';

/** AWS: "Systems Manager endpoints and quotas", the size of a document. */
const MOST_BYTES = 64 * 1024;
const NAMED = RUNBOOKS.map((runbook) => [runbook.action.name, runbook] as const);
/** Calls that only read. */
const READS = /:(Describe|Get|List)/;
/** Calls that change the record or start what has a role of its own. */
const OWN = /^(dynamodb|ssm|iam:PassRole|s3|kms)/;

function document(runbook: Runbook) {
  return documentOf(runbook, 'arn:aws:iam::111122223333:role/r');
}

describe('the runbooks', () => {
  it('are one for each action', () => {
    expect(RUNBOOKS.map(({ action }) => action.name).sort()).toEqual([...ACTION_NAMES].sort());
    for (const name of ACTION_NAMES) expect(ACTIONS[name].name).toBe(name);
  });

  it.each(NAMED)('%s: a document of schema 0.3 that SSM takes', (_, runbook) => {
    const made = document(runbook);
    expect(made.schemaVersion).toBe('0.3');
    expect(Buffer.byteLength(JSON.stringify(made))).toBeLessThan(MOST_BYTES);
    // AWS: StepExecution, StepName is 1 to 512 characters; the console and JSONPath want words.
    for (const step of made.mainSteps.flatMap((one) => [one, ...innerSteps(one)]))
      expect(step.name).toMatch(/^[a-zA-Z]{2,60}$/);
  });

  it.each(NAMED)('%s: can be started by hand, every parameter described and checked', (_, runbook) => {
    for (const [name, { description, pattern, standard }] of Object.entries(runbook.action.parameters)) {
      expect(description, name).toMatch(/^[A-Z\p{Ll}].{10,}$/u);
      expect(pattern, name).toMatch(/^\^.*\$$/);
      // Braces would be references, quotes and line feeds the end of a value.
      for (const hostile of ['{{ x }}', "a'b", 'a"b', 'a\nb', 'a\n', '$(id)', '`id`'])
        if (name !== 'LogStream')
          expect(new RegExp(pattern).test(hostile), `${name}: ${hostile}`).toBe(false);
      if (standard !== null) expect(standard, name).toMatch(new RegExp(pattern));
    }
  });

  it.each(NAMED)('%s: uses every parameter that it takes', (_, runbook) => {
    const used = new Set(referencesIn(runbook.steps));
    expect(Object.keys(runbook.action.parameters).filter((name) => !used.has(name))).toEqual([]);
  });

  it.each(NAMED)('%s: its role may do what its steps call, and nothing else', (_, runbook) => {
    const allowed = runbook.action.statements(PLACE).flatMap(({ actions }) => actions);
    expect([...new Set(allowed)].sort()).toEqual(calledBy(runbook));
  });

  it.each(NAMED)('%s: whatever changes something names what it may change', (_, runbook) => {
    const changes = runbook.action
      .statements(PLACE)
      .filter(({ actions }) => actions.some((action) => !READS.test(action) && !OWN.test(action)));
    for (const { actions, resources } of changes)
      for (const resource of resources) expect(resource, String(actions)).not.toBe('*');
  });

  it.each(['contain-instance', 'contain-task', 'stop-process', 'collect-evidence'] as const)(
    '%s: changes only instances and tasks that opted in',
    (name) => {
      const touching = ACTIONS[name]
        .statements(PLACE)
        .filter(({ actions }) =>
          actions.some((action) => /:(ModifyInstance|SendCommand|StopTask|CreateSnapshots)/.test(action)),
        )
        .filter(({ resources }) => resources.some((one) => /:(instance|task)\//.test(one)));
      expect(touching).not.toEqual([]);
      for (const { conditions } of touching)
        expect(conditions).toEqual({ StringEquals: { 'aws:ResourceTag/ldwatch:containment': 'allowed' } });
    },
  );

  it('contain-instance: can put an interface into the two groups of prepare-vpc only', () => {
    const groups = ACTIONS['contain-instance']
      .statements(PLACE)
      .filter(({ resources }) => resources.some((one) => one.includes(':security-group/')));
    expect(groups).toEqual([
      {
        actions: ['ec2:ModifyNetworkInterfaceAttribute'],
        resources: ['arn:aws:ec2:eu-central-1:111122223333:security-group/*'],
        conditions: { StringEquals: { 'aws:ResourceTag/ldwatch:group': ['isolation', 'opening'] } },
      },
    ]);
  });

  it('with a key of its own: those that write the record or evidence may use it', () => {
    const withKey = { ...PLACE, keyArn: 'arn:aws:kms:eu-central-1:111122223333:key/k' };
    for (const name of ['contain-instance', 'contain-task', 'release', 'collect-evidence'] as const)
      expect(ACTIONS[name].statements(withKey).flatMap(({ actions }) => actions)).toContain(
        'kms:GenerateDataKey',
      );
  });
});

describe('the order of contain-instance', () => {
  const [, runbook] = NAMED.find(([name]) => name === 'contain-instance') ?? [];
  const order = (runbook?.steps ?? []).flatMap((step) => [step, ...innerSteps(step)]).map(({ name }) => name);
  const at = (name: string) => order.indexOf(name);

  it('writes everything down before it changes the instance', () => {
    for (const change of [
      'enterStandby',
      'enterStandbyReplaced',
      'protect',
      'keepOnShutdown',
      'openInterface',
      'isolateInterface',
    ])
      expect(at(change), change).toBeGreaterThan(at('writeDown'));
    expect(at('leaveTargetGroup')).toBeGreaterThan(at('keepRegistration'));
  });

  it('leaves the group before the network is cut, and opens before it closes', () => {
    expect(at('enterStandby')).toBeLessThan(at('openInterface'));
    expect(at('isolateInterface')).toBe(at('openInterface') + 1);
  });
});

describe('the documents for hosts', () => {
  it.each([
    ['collect-evidence', commandDocument(COLLECT_SCRIPT)],
    ['stop-process', commandDocument(STOP_SCRIPT)],
  ])('%s: a document of schema 2.2 that SSM takes', (_, made) => {
    expect(Buffer.byteLength(JSON.stringify(made))).toBeLessThan(MOST_BYTES);
    expect(referencesIn(made.mainSteps).sort()).toEqual(Object.keys(made.parameters).sort());
    expect(Number(made.mainSteps[0].inputs.timeoutSeconds)).toBeGreaterThan(0);
  });

  it.each([
    ['collect-evidence', COLLECT_EVIDENCE.parameters, COLLECT_SCRIPT.parameters],
    ['stop-process', STOP_PROCESS.parameters, STOP_SCRIPT.parameters],
  ])(
    '%s: the runbook takes for a parameter what the script takes, and leaves out what it leaves out',
    (_, taken, scripted) => {
      const own: Readonly<Record<string, ActionParameter>> = taken;
      for (const [name, script] of Object.entries(scripted)) {
        const parameter = own[name];
        // Bucket and prefix are said by the runbook.
        if (parameter === undefined) continue;
        expect(parameter.pattern, name).toBe(script.allowedPattern);
        if ('default' in script) expect(parameter.standard, name).toBe(script.default);
      }
    },
  );

  it.each([
    ['collect-evidence', COLLECT_SCRIPT.parameters],
    ['stop-process', STOP_SCRIPT.parameters],
  ])('%s: is given every parameter that it has', (name, parameters) => {
    const [, runbook] = NAMED.find(([one]) => one === name) ?? [];
    const [step] = runbook?.steps ?? [];
    expect(step?.action === 'aws:runCommand' && Object.keys(step.inputs.Parameters).sort()).toEqual(
      Object.keys(parameters).sort(),
    );
  });
});
