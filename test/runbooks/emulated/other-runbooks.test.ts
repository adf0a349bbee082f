import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import * as z from 'zod';
import { writtenDown } from './end-state.ts';
import { Laboratory } from './laboratory.ts';

let laboratory: Laboratory;

beforeAll(async () => {
  laboratory = await Laboratory.open();
}, 300_000);

beforeEach(() => laboratory.emulator.reset());

afterAll(() => laboratory.close());

const TaskShape = z.object({ tasks: z.tuple([z.object({ taskArn: z.string(), lastStatus: z.string() })]) });

async function runTask(group: string): Promise<{ ClusterArn: string; TaskArn: string }> {
  const { emulator } = laboratory;
  const { cluster } = z
    .object({ cluster: z.object({ clusterArn: z.string() }) })
    .parse(await emulator.must('ecs', 'CreateCluster', { clusterName: 'shop' }));
  await emulator.must('ecs', 'RegisterTaskDefinition', {
    family: 'cart',
    requiresCompatibilities: ['FARGATE'],
    networkMode: 'awsvpc',
    cpu: '256',
    memory: '512',
    containerDefinitions: [{ name: 'cart', image: 'registry.example.org/cart:1', memory: 512 }],
  });
  const { Subnets } = z
    .object({ Subnets: z.array(z.object({ SubnetId: z.string() })) })
    .parse(await emulator.must('ec2', 'DescribeSubnets', {}));
  const { SecurityGroups } = z
    .object({ SecurityGroups: z.array(z.object({ GroupId: z.string() })) })
    .parse(await emulator.must('ec2', 'DescribeSecurityGroups', {}));
  const ran = TaskShape.parse(
    await emulator.must('ecs', 'RunTask', {
      cluster: 'shop',
      taskDefinition: 'cart',
      launchType: 'FARGATE',
      group,
      networkConfiguration: {
        awsvpcConfiguration: {
          subnets: [Subnets[0]?.SubnetId],
          securityGroups: [SecurityGroups[0]?.GroupId],
        },
      },
    }),
  );
  return { ClusterArn: cluster.clusterArn, TaskArn: ran.tasks[0].taskArn };
}

describe('contain-task', () => {
  it.each([
    ['service:cart', 'its service starts another'],
    ['family:cart', 'nothing starts it again'],
  ])('stops a task of %s, and says what follows: %s', async (group, sentence) => {
    const task = await runTask(group);
    const { status, ...execution } = await laboratory.automation.run('ldwatch-contain-task', {
      ...task,
      Incident: 'inc-1',
    });
    expect([status, execution.log.filter((one) => one.status === 'Failed')]).toEqual(['Success', []]);
    const described = await laboratory.emulator.must('ecs', 'DescribeTasks', {
      cluster: task.ClusterArn,
      tasks: [task.TaskArn],
    });
    expect(TaskShape.parse(described).tasks[0].lastStatus).toBe('STOPPED');
    expect(await writtenDown(laboratory.emulator, task.TaskArn)).toMatchObject({
      state: 'contained',
      outcome: expect.stringContaining(sentence),
    });
  });

  it('fails for a task that there is not, and writes nothing down', async () => {
    const task = await runTask('family:cart');
    const TaskArn = `${task.TaskArn.slice(0, -4)}0000`;
    const { status } = await laboratory.automation.run('ldwatch-contain-task', { ...task, TaskArn });
    expect(status).toBe('Failed');
    expect(await writtenDown(laboratory.emulator, TaskArn)).toBeNull();
  });
});

describe('revoke-sessions and restore-sessions', () => {
  it('put one policy on the role, with a later moment in its place, and take it away', async () => {
    const { emulator, automation } = laboratory;
    await emulator.must('iam', 'CreateRole', { RoleName: 'web', AssumeRolePolicyDocument: '{}' });
    const policies = async () =>
      z
        .object({ PolicyNames: z.array(z.string()) })
        .parse(await emulator.must('iam', 'ListRolePolicies', { RoleName: 'web' })).PolicyNames;
    for (const IssuedBefore of ['2026-11-24T18:00:00Z', '2026-11-24T19:00:00Z'])
      expect(
        (await automation.run('ldwatch-revoke-sessions', { RoleName: 'web', IssuedBefore })).status,
      ).toBe('Success');
    expect(await policies()).toEqual(['ldwatch-revoked-sessions']);
    const policy = await emulator.must('iam', 'GetRolePolicy', {
      RoleName: 'web',
      PolicyName: 'ldwatch-revoked-sessions',
    });
    expect(policy).toMatchObject({
      PolicyDocument: {
        Statement: [
          {
            Effect: 'Deny',
            Condition: { DateLessThan: { 'aws:TokenIssueTime': '2026-11-24T19:00:00Z' } },
          },
        ],
      },
    });
    expect((await automation.run('ldwatch-restore-sessions', { RoleName: 'web' })).status).toBe('Success');
    expect(await policies()).toEqual([]);
  });
});

describe('collect-evidence', () => {
  const given = { InstanceId: 'i-0123456789abcdef0', Pid: '4242', EventTime: '1795402170.477' };
  const log = {
    LogGroup: '/audit/web',
    LogStream: 'i-0123456789abcdef0',
    LogFrom: '1795402000000',
    LogTo: '1795402300000',
  };

  /** The calls of a run, where those that are named fail. */
  async function calls(parameters: Readonly<Record<string, string>>, failing: readonly string[] = []) {
    const made: { step: string; inputs: unknown }[] = [];
    laboratory.caller = async ({ step, inputs }) => {
      made.push({ step, inputs });
      return failing.includes(step) ? { error: 'it failed' } : { ok: { Output: '{}', taskId: 'task' } };
    };
    const { status } = await laboratory.automation.run('ldwatch-collect-evidence', {
      ...given,
      ...parameters,
    });
    laboratory.caller = laboratory.plain;
    return { status, steps: made.map(({ step }) => step), made };
  }

  it('asks the host, into a place of its own in the bucket', async () => {
    const { status, made } = await calls({});
    expect(status).toBe('Success');
    expect(made).toMatchObject([
      {
        step: 'collect',
        inputs: {
          DocumentName: 'ldwatch-collect-evidence-on-host',
          InstanceIds: [given.InstanceId],
          Parameters: {
            Pid: '4242',
            Bucket: 'evidence',
            Prefix: expect.stringMatching(/^i-0123456789abcdef0\/[0-9a-f-]{36}\/host$/),
          },
        },
      },
    ]);
  });

  it('takes snapshots and exports the log where that is wanted', async () => {
    const { steps, made } = await calls({ ...log, Snapshot: 'true' });
    expect(steps).toEqual(['collect', 'snapshot', 'exportLog']);
    expect(made[2]?.inputs).toMatchObject({
      logGroupName: '/audit/web',
      from: 1795402000000,
      to: 1795402300000,
    });
  });

  it.each([['collect'], ['snapshot'], ['exportLog']])(
    'takes the rest where %s fails, and fails in the end',
    async (step) => {
      const { status, steps } = await calls({ ...log, Snapshot: 'true' }, [step]);
      expect({ status, steps }).toEqual({ status: 'Failed', steps: ['collect', 'snapshot', 'exportLog'] });
    },
  );
});
