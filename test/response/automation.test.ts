import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ACTIONS } from '../../shared/response/actions/registry.ts';
import { NoRunbookError, type StartFor, startOf } from '../../shared/response/automation.ts';
import { decisionId } from '../../shared/response/decision-id.ts';
import { planOf } from '../../shared/response/plan.ts';
import type { ContainmentTarget, PlannedProcess } from '../../shared/response/response.ts';
import { targetOf } from '../../shared/response/target.ts';
import { found, T0 } from '../incident/findings.ts';
import { INSTANCE_ID, incidentOf } from './policy/cases.ts';

const INCIDENT = incidentOf().id;
const TARGET: ContainmentTarget = {
  kind: 'instance',
  account: '111122223333',
  region: 'eu-central-1',
  instanceId: INSTANCE_ID,
};
const PROCESS: PlannedProcess = {
  pid: 77,
  executableHex: '2f6c64',
  time: T0,
  auditEvent: '1800000000.000:5',
};

function wanted(parts: Partial<StartFor> = {}, process: PlannedProcess | null = PROCESS): StartFor {
  return {
    incident: INCIDENT,
    decision: decisionId(['a']),
    plan: { target: TARGET, process, steps: [], dryRun: false },
    logGroup: '/audit/web',
    ...parts,
  };
}

describe('the token of a start', () => {
  it('is a UUID, and the same for the same decision about the same target, however the target is written', () => {
    const { token } = startOf('contain', wanted());
    const { kind, account, region, instanceId } = TARGET;
    const turned = { instanceId, region, account, kind };
    expect(token).toMatch(/^[\da-f]{8}-[\da-f]{4}-8[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/);
    expect(startOf('contain', wanted({ plan: { ...wanted().plan, target: turned } })).token).toBe(token);
  });

  it('is another for whatever makes it another start', () => {
    const other = { ...TARGET, instanceId: 'i-00000000000000011' };
    const tokens = [
      startOf('contain', wanted()),
      startOf('release', wanted()),
      startOf('contain', wanted({ decision: decisionId(['b']) })),
      startOf('contain', wanted({ incident: incidentOf({ time: T0 - 1e9 }).id })),
      startOf('contain', wanted({ plan: { ...wanted().plan, target: other } })),
    ].map(({ token }) => token);
    expect(new Set(tokens).size).toBe(tokens.length);
  });
});

describe('the parameters of a start', () => {
  it('of a release name the instance and nothing else', () => {
    expect(startOf('release', wanted()).parameters).toEqual({ InstanceId: INSTANCE_ID });
  });

  it('leave out what the record does not tell', () => {
    const { parameters } = startOf(
      'contain',
      wanted({}, { ...PROCESS, executableHex: null, auditEvent: null }),
    );
    expect(parameters).toMatchObject({
      Pid: '77',
      EventTime: '1800000000.000',
      ExecutableHex: '',
      EventSerial: '',
    });
  });

  it.each([
    [
      'a task',
      wanted({
        plan: { ...wanted().plan, target: { ...TARGET, kind: 'task', clusterArn: 'c', taskArn: 't' } },
      }),
    ],
    ['no process', wanted({}, null)],
    ['a process id that there can not be', wanted({}, { ...PROCESS, pid: -1 })],
  ])('are none for %s', (_name, start) => {
    expect(() => startOf('contain', start)).toThrow(NoRunbookError);
  });

  it('are nothing but what the runbook takes, whatever a host wrote', () => {
    const text = fc.string({ unit: 'binary', maxLength: 200 });
    fc.assert(
      fc.property(text, text, text, (exe, sourceEventId, logGroup) => {
        const process = { ...found().process, exe };
        const plan = planOf(found({ process, sourceEventId }), TARGET, { dryRun: false, doubts: [] });
        const { parameters } = startOf('contain', wanted({ plan, logGroup }));
        for (const [name, value] of Object.entries(parameters)) {
          const parameter = ACTIONS.contain.parameters[name];
          expect(value).toMatch(new RegExp(parameter?.pattern ?? '^$'));
          expect(value).not.toMatch(/[{}'"\\\s$`]/);
        }
      }),
    );
  });
});

describe('a plan', () => {
  it('has the steps of the runbook in their order, and before them what a person makes sure of', () => {
    const plan = planOf(found(), TARGET, { dryRun: true, doubts: ['look'] });
    expect(plan.steps.map(({ action }) => action)).toEqual([
      'make-sure',
      'collect-evidence',
      'stop-process',
      'contain-instance',
    ]);
    expect(plan.steps[0]?.does).toBe('look');
    expect(plan.dryRun).toBe(true);
  });

  it('repeats no text of a host', () => {
    const hostile = 'pwned <!channel>';
    const plan = planOf(
      found({ hostName: hostile, program: { given: hostile, path: hostile }, sourceEventId: hostile }),
      TARGET,
      { dryRun: false, doubts: [] },
    );
    expect(JSON.stringify(plan)).not.toContain('pwned');
  });

  it('does not take a path that was cut for the whole', () => {
    const process = { ...found().process, exe: `/${'a'.repeat(1023)}…` };
    expect(planOf(found({ process }), TARGET, { dryRun: false, doubts: [] }).process).toMatchObject({
      executableHex: null,
    });
  });
});

describe('a target', () => {
  it.each(['i-0123456789abcdef0', 'i-01234567'])(
    'is the instance that the stream %s is named after',
    (host) => {
      expect(targetOf(found({ host }))).toMatchObject({ kind: 'instance', instanceId: host });
    },
  );

  it.each([
    'web-1',
    'i-1',
    'i-0123456789ABCDEF0',
    'x/i-0123456789abcdef0',
    'i-0123456789abcdef0 ',
    'i-0123456789abcdef01',
  ])('is none of a stream named %j', (host) => {
    expect(targetOf(found({ host }))).toBeNull();
  });
});
