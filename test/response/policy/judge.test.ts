import { describe, expect, it } from 'vitest';
import { ENVIRONMENTS } from '../../../shared/incident/incident.ts';
import type { ContainmentCase } from '../../../shared/response/policy/gate.ts';
import { judge, objections } from '../../../shared/response/policy/judge.ts';
import type { Mode } from '../../../shared/response/policy/policy.ts';
import type { Decision, DecisionId } from '../../../shared/response/response.ts';
import { SILENCED, T0 } from '../../incident/findings.ts';
import { caseOf, caseOfInstance, INSTANCE, incidentOf, POLICY } from './cases.ts';

const MINUTE = 60_000;

function inMode(mode: Mode, parts: Partial<ContainmentCase> = {}): ContainmentCase {
  return caseOf({
    policy: { ...POLICY, modes: { ci: mode, staging: mode, production: mode } },
    ...parts,
  });
}

function decided(decision: Partial<Decision>): ContainmentCase {
  const incident = incidentOf();
  const by = { via: 'cli', who: 'ann' } as const;
  const made = { id: 'd' as DecisionId, by, at: T0, severityAtMost: 'critical', ...decision } as Decision;
  return caseOf({ incident: { ...incident, response: { ...incident.response, decisions: [made] } } });
}

describe('with every gate open', () => {
  it.each([
    ['contain', { is: 'approved' }],
    ['propose', { is: 'proposed', doubts: [] }],
    ['observe', { is: 'observed', because: [] }],
  ] as const)('in mode %s it is %j', (mode, judgement) => {
    expect(judge(inMode(mode))).toEqual(judgement);
  });

  it('in mode alert it is told that nothing is done', () => {
    expect(judge(inMode('alert'))).toEqual({
      is: 'withheld',
      because: ['in production, containment is set to "alert": nothing is done'],
    });
  });

  it.each(ENVIRONMENTS)('the mode of %s counts, and no other', (environment) => {
    const modes = { ci: 'propose', staging: 'propose', production: 'propose' } as const;
    const facts = caseOf({
      policy: { ...POLICY, modes: { ...modes, [environment]: 'contain' } },
      environment: { forContainment: environment, because: 'so' },
    });
    expect(judge(facts)).toEqual({ is: 'approved' });
  });

  it('a dry run contains nothing by itself, and proposes as ever', () => {
    const policy = { ...POLICY, dryRun: true };
    expect(judge(caseOf({ policy }))).toEqual({
      is: 'withheld',
      because: [expect.stringContaining('dry run')],
    });
    const modes = { ...POLICY.modes, production: 'propose' } as const;
    expect(judge(caseOf({ policy: { ...policy, modes } }))).toEqual({ is: 'proposed', doubts: [] });
  });
});

describe('what is no candidate is not told about', () => {
  it.each([
    ['a staged loader', { kind: 'stage' }],
    ['a foreign linker', { kind: 'foreign-interpreter' }],
    ['a medium finding', { severity: 'medium' }],
    ['a low finding', { severity: 'low' }],
  ] as const)('%s', (_name, parts) => {
    expect(judge(caseOf({ incident: incidentOf(parts) }))).toEqual({ is: 'none' });
  });
});

/** Each closes exactly one gate. */
const CLOSED: readonly (readonly [string, ContainmentCase, RegExp])[] = [
  ['suppressed', caseOf({ incident: { ...incidentOf(), suppressedBy: SILENCED } }), /suppressed/],
  ['suppressed by decision', decided({ kind: 'suppress', until: T0 + MINUTE }), /suppressed/],
  ['dismissed', decided({ kind: 'dismiss' }), /dismissed/],
  ...(['options', 'memory', 'circumstances'] as const).map(
    (evidence) =>
      [
        `known by ${evidence}`,
        caseOf({ incident: incidentOf({ loader: { path: '/tmp/l', family: null, evidence } }) }),
        /concluded/,
      ] as const,
  ),
  ...['context-unread', 'trace-lived-on', 'version-dependent', 'likely-by-circumstances'].map(
    (id) =>
      [
        `of doubt ${id}`,
        caseOf({ incident: incidentOf({ reasons: [{ id, text: '' }] }) }),
        /harmless/,
      ] as const,
  ),
  ['of a benign family', caseOf({ incident: incidentOf({ family: 'snapd' }) }), /harmless/],
  ['without a program', caseOf({ incident: incidentOf({ program: null }) }), /which process ran/],
  ['incomplete', caseOf({ incident: incidentOf({ missing: ['files'] }) }), /missing/],
  ...(['joined', 'truncated', 'none'] as const).map(
    (argvFidelity) =>
      [
        `with arguments ${argvFidelity}`,
        caseOf({
          incident: incidentOf({ process: { ...incidentOf().gravest.process, argvFidelity } }),
        }),
        /arguments/,
      ] as const,
  ),
  ['old', caseOf({ now: T0 + 31 * MINUTE }), /within 30 minutes/],
  ['of the future', caseOf({ now: T0 - 3 * MINUTE }), /not come yet/],
  [
    'of no certain environment',
    caseOf({ environment: { forContainment: null, because: 'nothing says' } }),
    /not certain: nothing says/,
  ],
  [
    'of another account',
    caseOf({
      incident: incidentOf({ origin: { ...incidentOf().gravest.origin, account: '444455556666' } }),
    }),
    /another account/,
  ],
  ['of an owner that is not told', caseOfInstance({ ownerId: null }), /does not say/],
  ['of another owner', caseOfInstance({ ownerId: '444455556666' }), /does not say/],
  ['of another region', caseOfInstance({ availabilityZone: 'eu-west-1a' }), /does not say/],
  ['at a stopped instance', caseOfInstance({ state: 'stopped' }), /not running/],
  ['at an instance of no state', caseOfInstance({ state: null }), /not running/],
  ['without the opt-in tag', caseOfInstance({ tags: new Map() }), /does not carry/],
  [
    'with another value of the opt-in tag',
    caseOfInstance({ tags: new Map([['ldwatch:containment', 'no']]) }),
    /does not carry/,
  ],
  [
    'protected, whatever the value',
    caseOfInstance({ tags: new Map([...INSTANCE.tags, ['ldwatch:protect', 'false']]) }),
    /protects it/,
  ],
  [
    'with a tag of the never list',
    caseOfInstance({ tags: new Map([...INSTANCE.tags, ['role', 'nat']]) }),
    /never/,
  ],
  ['on the never list', caseOf({ policy: { ...POLICY, neverTargets: [INSTANCE.instanceId] } }), /never/],
  ['named differently', caseOf({ incident: incidentOf({ hostName: 'web-7' }) }), /does not know/],
  ['unknown to EC2', caseOf({ lookup: { kind: 'absent' } }), /knows no such/],
  ['not to be looked up', caseOf({ lookup: { kind: 'failed' } }), /could not be asked about/],
  ['described as another', caseOfInstance({ instanceId: 'i-0123456789abcdef1' }), /another instance/],
  ['of no target', caseOf({ target: null, lookup: { kind: 'absent' } }), /no target/],
  ['in a fleet that is not known', caseOf({ fleet: { kind: 'failed' } }), /which instances/],
  ['beyond the budget', caseOf({ claim: { granted: false, because: 'used up' } }), /used up/],
];

describe('one closed gate withholds it, with its sentence and no other', () => {
  it.each(CLOSED)('%s', (_name, facts, sentence) => {
    expect(judge(facts)).toEqual({ is: 'withheld', because: [expect.stringMatching(sentence)] });
    const propose = { ci: 'propose', staging: 'propose', production: 'propose' } as const;
    expect(judge({ ...facts, policy: { ...facts.policy, modes: propose } })).toEqual(judge(facts));
  });

  it('of several, all are told', () => {
    const facts = caseOf({
      incident: incidentOf({ family: 'nix', missing: ['files'] }),
      lookup: { kind: 'failed' },
      fleet: { kind: 'failed' },
    });
    expect(judge(facts)).toMatchObject({ is: 'withheld', because: { length: 4 } });
  });

  it('and an observer sees them', () => {
    const facts = inMode('observe', { lookup: { kind: 'failed' } });
    expect(judge(facts)).toMatchObject({ is: 'observed', because: { length: 1 } });
  });
});

describe('a record that does not name its host', () => {
  const facts = caseOf({ incident: incidentOf({ hostName: '' }) });

  it('is for a person to make sure of, whatever the mode', () => {
    expect(judge(facts)).toEqual({
      is: 'proposed',
      doubts: [expect.stringContaining('does not name its host')],
    });
  });

  it.each(['10.0.0.5', 'ip-10-0-0-5', 'IP-10-0-0-5.eu-central-1.compute.internal'])(
    'and one that names it %s is of the instance',
    (hostName) => {
      expect(judge(caseOf({ incident: incidentOf({ hostName }) }))).toEqual({ is: 'approved' });
    },
  );

  it('and an address is not cut at its dots', () => {
    expect(judge(caseOf({ incident: incidentOf({ hostName: '10.9.9.9' }) }))).toMatchObject({
      is: 'withheld',
    });
  });
});

describe('before an approved plan begins', () => {
  const target = caseOf().target;
  if (target === null) throw new Error('no target');
  const plan = { target, steps: [], dryRun: false, process: null };

  const approval = { plan, at: T0, by: 'a person' } as const;

  it('nothing stands against it as long as nothing has changed', () => {
    expect(objections(caseOf(), { ...approval, by: 'policy' })).toEqual([]);
    expect(objections(inMode('propose'), approval)).toEqual([]);
  });

  it('that it is no longer live is no objection: people take their time', () => {
    const at = T0 + 240 * MINUTE;
    expect(objections(caseOf({ now: at }), { ...approval, at })).toEqual([]);
  });

  it.each([
    ['a protection tag', caseOfInstance({ tags: new Map([...INSTANCE.tags, ['ldwatch:protect', '']]) })],
    ['a dismissal', decided({ kind: 'dismiss' })],
    ['an instance that is gone', caseOf({ lookup: { kind: 'absent' } })],
    ['a failed lookup', caseOf({ lookup: { kind: 'failed' } })],
    ['a mode that was lowered', inMode('alert')],
    [
      'an environment that is not certain any more',
      caseOf({ environment: { forContainment: null, because: '' } }),
    ],
    ['that it took too long', caseOf({ now: T0 + 31 * MINUTE })],
    ['a dry run', caseOf({ policy: { ...POLICY, dryRun: true } })],
  ])('%s is one', (_name, facts) => {
    expect(objections(facts, approval)).toHaveLength(1);
  });

  it('a plan that was made as a dry run stays one', () => {
    expect(objections(caseOf(), { ...approval, plan: { ...plan, dryRun: true } })).toEqual([
      expect.stringContaining('dry run'),
    ]);
  });

  it('what the policy approved does not outlive the policy', () => {
    expect(objections(inMode('propose'), { ...approval, by: 'policy' })).toHaveLength(1);
  });
});
