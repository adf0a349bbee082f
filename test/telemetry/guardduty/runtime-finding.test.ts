import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { judgeRuntimeFinding } from '../../../shared/detection/runtime-finding.ts';
import { parseCoverageChange } from '../../../shared/telemetry/guardduty/coverage.ts';
import { parseRuntimeFinding } from '../../../shared/telemetry/guardduty/runtime-finding.ts';
import { coverageEvent, type RuntimeParts, runtimeEvent, STARTED } from './events.ts';

function finding(parts: RuntimeParts = {}) {
  return parseRuntimeFinding(runtimeEvent(parts)['detail']);
}

/** As GetFindings spells it. */
function capitals(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(capitals);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, item]) => [
      `${name.charAt(0).toUpperCase()}${name.slice(1)}`,
      capitals(item),
    ]),
  );
}

describe('a finding of GuardDuty is read', () => {
  it('with its process, place and times', () => {
    expect(finding()).toMatchObject({
      id: '5ac2b1d2e3f4450697a8b9cadbecfd0e',
      type: 'Execution:Runtime/X',
      severity: 8,
      account: '111122223333',
      count: 1,
      isSample: false,
      resource: { instanceId: 'i-0a000000000000001', container: null },
      process: { pid: 5435, uid: 1000, user: 'jo', cwd: '/tmp', startTime: STARTED, sha256: 'ab'.repeat(32) },
    });
  });

  it('the same in the spelling of the SDK', () => {
    expect(parseRuntimeFinding(capitals(runtimeEvent()['detail']))).toEqual(finding());
  });

  it.each([
    ['seconds', 1795402933, 1795402933000],
    ['seconds with a fraction', 1795402933.5, 1795402933500],
    ['a text of seconds', '1795402933', 1795402933000],
    ['milliseconds', 1795402933000, 1795402933000],
    ['ISO 8601', '2026-11-23T03:02:13Z', STARTED],
    ['nonsense', 'yesterday', null],
    ['null', null, null],
  ])('with a time in %s', (_what, startTime, expected) => {
    expect(finding({ process: { startTime } })?.process.startTime).toBe(expected);
  });

  it.each<[string, RuntimeParts]>([
    ['additionalInfo says so', { service: { ...service(), additionalInfo: { sample: true } } }],
    ['its JSON inside says so', { service: { ...service(), additionalInfo: { value: '{"sample":true}' } } }],
    ['its title says so', { detail: { title: '[SAMPLE] Something' } }],
  ])('as a sample where %s', (_what, parts) => {
    expect(finding(parts)?.isSample).toBe(true);
  });

  it('with the container of a pod, and with an ECS task', () => {
    const pod = finding({
      resource: {
        resourceType: 'EKSCluster',
        eksClusterDetails: { name: 'shop' },
        kubernetesDetails: {
          kubernetesWorkloadDetails: {
            name: 'web-1',
            namespace: 'prod',
            containers: [{ name: 'web', image: 'web:1', id: 'c1' }],
          },
        },
      },
    });
    const task = finding({
      resource: {
        resourceType: 'ECSCluster',
        ecsClusterDetails: {
          name: 'jobs',
          taskDetails: {
            arn: 'arn:aws:ecs:eu-central-1:111122223333:task/jobs/1',
            containers: [{ name: 'job' }],
          },
        },
      },
    });

    expect(pod?.resource.container).toMatchObject({
      pod: 'web-1',
      namespace: 'prod',
      cluster: 'shop',
      image: 'web:1',
    });
    expect(task?.resource.container).toMatchObject({
      task: 'arn:aws:ecs:eu-central-1:111122223333:task/jobs/1',
      cluster: 'jobs',
    });
  });

  it.each([
    ['nothing', null],
    ['another service’s', { id: 'x', service: {} }],
    ['one about a network', { ...(runtimeEvent()['detail'] as object), service: { count: 1 } }],
    ['a list', []],
  ])('as none where it is %s', (_what, detail) => {
    expect(parseRuntimeFinding(detail)).toBeNull();
  });

  it('without an exception, whatever it is', () => {
    fc.assert(
      fc.property(fc.object({ maxDepth: 5 }), fc.object(), fc.object(), (detail, process, context) => {
        parseRuntimeFinding(detail);
        const read = finding({ process, context, detail });
        if (read !== null) judgeRuntimeFinding(read);
      }),
    );
  });
});

function service(): Record<string, unknown> {
  return (runtimeEvent()['detail'] as { service: Record<string, unknown> }).service;
}

function judged(parts: RuntimeParts = {}) {
  const read = finding(parts);
  if (read === null) throw new Error('not read');
  return judgeRuntimeFinding(read);
}

const LOADER = { pid: 4, executablePath: '/lib64/ld-linux-x86-64.so.2', name: 'ld' };
const ORDINARY = '/usr/bin/python3.12';

describe('through a loader runs', () => {
  it.each<[string, RuntimeParts, string, number]>([
    ['the process itself', {}, 'critical', 5435],
    ['an ancestor', { path: ORDINARY, lineage: [{ pid: 3, executablePath: ORDINARY }, LOADER] }, 'high', 4],
    ['the process that modified it', { path: ORDINARY, context: { modifyingProcess: LOADER } }, 'high', 4],
    ['the process that it was done to', { path: ORDINARY, context: { targetProcess: LOADER } }, 'high', 4],
    ['musl’s', { path: '/lib/ld-musl-x86_64.so.1' }, 'critical', 5435],
  ])('%s', (_what, parts, severity, pid) => {
    expect(judged(parts)).toMatchObject([
      { kind: 'execute', severity, program: null, event: { pid, format: 'guardduty', argvFidelity: 'none' } },
    ]);
  });

  it('what GuardDuty says and what it does not tell are among the reasons', () => {
    const [found] = judged({ context: { commandLineExample: 'ld.so /tmp/x', scriptPath: '/tmp/s' } });

    expect(found?.reasons.map(({ id }) => id)).toEqual([
      'run-through-loader',
      'guardduty',
      'arguments-not-told',
      'command-example',
      'files-named',
    ]);
  });

  it('nothing of a sample, which is told as one', () => {
    const [found] = judged({ detail: { title: '[SAMPLE] x' } });

    expect(found).toMatchObject({ severity: 'info' });
    expect(found?.reasons[1]?.text).toContain('a sample: nothing of it happened');
  });

  it('no ordinary process', () => {
    expect(judged({ path: ORDINARY, lineage: [{ pid: 1, executablePath: '/usr/sbin/init' }] })).toEqual([]);
  });
});

it('a library of everybody’s that GuardDuty saw preloaded is a finding', () => {
  expect(judged({ path: ORDINARY, context: { ldPreloadValue: '/tmp/evil.so' } })).toMatchObject([
    { kind: 'inject', severity: 'high', injected: [{ given: '/tmp/evil.so', option: 'LD_PRELOAD' }] },
  ]);
});

describe('a notice of coverage', () => {
  it('names the instance and what GuardDuty says of it', () => {
    expect(parseCoverageChange(coverageEvent('Unhealthy'))).toEqual({
      id: 'e-1',
      time: STARTED,
      account: '111122223333',
      region: 'eu-central-1',
      isHealthy: false,
      resource: 'i-0a000000000000001',
      issue: 'Agent not reporting',
    });
  });

  it('names a cluster where it is one, with the issues of ECS', () => {
    const details = {
      resourceType: 'ECS',
      ecsClusterDetails: { clusterName: 'jobs', fargateDetails: { issues: ['one', 'two'] } },
    };
    const event = coverageEvent('Healthy', { issue: '', resourceDetails: details });

    expect(parseCoverageChange(event)).toMatchObject({
      isHealthy: true,
      resource: 'jobs',
      issue: 'one; two',
    });
  });

  it('is no other event', () => {
    expect(parseCoverageChange(runtimeEvent())).toBeNull();
  });
});
