import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import * as z from 'zod';
import { attach, look, type Topology } from '../topology.ts';
import { endState, writtenDown } from './end-state.ts';
import { Laboratory, RICH } from './laboratory.ts';

const RUNS = Number(process.env['LDWATCH_TOPOLOGIES'] ?? 12);
let laboratory: Laboratory;

beforeAll(async () => {
  laboratory = await Laboratory.open();
}, 300_000);

afterAll(() => laboratory.close());

/** Sets of the application's security groups. */
const groups = fc.uniqueArray(fc.nat({ max: 3 }), { minLength: 1, maxLength: 3 });

const topologies: fc.Arbitrary<Topology> = fc.record({
  interfaces: fc.array(groups, { minLength: 1, maxLength: 3 }),
  group: fc.constantFrom(null, { min: 0, max: 1, desired: 1 }, { min: 1, max: 4, desired: 2 }),
  targetGroups: fc.array(fc.boolean(), { maxLength: 2 }),
  protected: fc.boolean(),
  terminatesOnShutdown: fc.boolean(),
  stopped: fc.boolean(),
});

/** A member that is stopped is none of a group for long: its group would replace it. */
const possible = topologies.map((one) => (one.group === null ? one : { ...one, stopped: false }));

async function newInterface(id: string, group: string): Promise<string> {
  const { Subnets } = z
    .object({ Subnets: z.array(z.object({ SubnetId: z.string() })) })
    .parse(await laboratory.emulator.must('ec2', 'DescribeSubnets', {}));
  const { NetworkInterface } = z
    .object({ NetworkInterface: z.object({ NetworkInterfaceId: z.string() }) })
    .parse(
      await laboratory.emulator.must('ec2', 'CreateNetworkInterface', {
        SubnetId: Subnets[0]?.SubnetId,
        Groups: [group],
      }),
    );
  await attach(laboratory.emulator, id, NetworkInterface.NetworkInterfaceId, 5);
  return NetworkInterface.NetworkInterfaceId;
}

async function regroup(eni: string, ...Groups: string[]): Promise<void> {
  await laboratory.emulator.must('ec2', 'ModifyNetworkInterfaceAttribute', {
    NetworkInterfaceId: eni,
    Groups,
  });
}

async function freshSubject() {
  // Not the one before: what these tests do to it does not go away.
  return laboratory.subject({ ...RICH });
}

describe('contain-instance, then release', () => {
  it('cuts off whatever instance, and leaves nothing changed in the end', async () => {
    await fc.assert(
      fc.asyncProperty(possible, async (topology) => {
        const { id, before } = await laboratory.subject(topology);
        const contained = await laboratory.contain(id);
        expect(contained.outputs()).toMatchObject({
          'readResult.State': 'contained',
          'readResult.Outcome': 'contained',
        });
        expect(await endState(laboratory.emulator, id, before)).toEqual({ kind: 'contained', missing: [] });
        const released = await laboratory.release(id);
        expect(released.outputs()).toMatchObject({ 'readResult.State': 'released' });
        expect(await look(laboratory.emulator, id)).toEqual(before);
      }),
      { numRuns: RUNS },
    );
  }, 900_000);

  it('does nothing new the second time, and keeps what was written down first', async () => {
    const { id, before } = await laboratory.subject(RICH);
    await laboratory.contain(id);
    const picture = await look(laboratory.emulator, id);
    const again = await laboratory.contain(id);
    expect(again.status).toBe('Success');
    expect(await look(laboratory.emulator, id)).toEqual(picture);
    await laboratory.release(id);
    const twice = await laboratory.release(id);
    expect(twice.status).toBe('Success');
    expect(await look(laboratory.emulator, id)).toEqual(before);
  }, 120_000);

  it('contains it again after a release', async () => {
    const { id, before } = await laboratory.subject(RICH);
    for (let round = 0; round < 2; round += 1) {
      expect((await laboratory.contain(id)).status).toBe('Success');
      expect((await endState(laboratory.emulator, id, before)).kind).toBe('contained');
      expect((await laboratory.release(id)).status).toBe('Success');
      expect(await look(laboratory.emulator, id)).toEqual(before);
    }
  }, 120_000);
});

describe('contain-instance', () => {
  it('changes nothing where the group is at its minimum, and says so', async () => {
    const { id, before } = await laboratory.subject({ ...RICH, group: { min: 1, max: 2, desired: 1 } });
    const { status } = await laboratory.contain(id);
    expect(status).toBe('Failed');
    expect(await look(laboratory.emulator, id)).toEqual(before);
    expect(await writtenDown(laboratory.emulator, id)).toMatchObject({
      state: 'released',
      reason: expect.stringContaining('at its minimum'),
    });
  }, 120_000);

  it('lets the group replace it where that is wanted; the group has one more after the release', async () => {
    const { id } = await laboratory.subject({ ...RICH, group: { min: 1, max: 2, desired: 1 } });
    expect((await laboratory.contain(id, { GroupAtMinimum: 'Replace' })).status).toBe('Success');
    expect(await look(laboratory.emulator, id)).toMatchObject({
      membership: 'web Standby',
      capacity: '1 1 2',
    });
    expect((await laboratory.release(id)).status).toBe('Success');
    expect(await look(laboratory.emulator, id)).toMatchObject({
      membership: 'web InService',
      capacity: '1 2 2',
    });
  }, 120_000);

  it('changes nothing of an instance that is not there', async () => {
    const { id } = await freshSubject();
    const gone = 'i-0123456789abcdef0';
    expect(gone).not.toBe(id);
    expect((await laboratory.contain(gone)).status).toBe('Failed');
    expect(await writtenDown(laboratory.emulator, gone)).toMatchObject({ state: 'released' });
  }, 120_000);

  it('isolates nothing by a group that somebody gave a rule', async () => {
    const { id, before } = await freshSubject();
    await laboratory.contain(id);
    await laboratory.release(id);
    const isolation = (await writtenDown(laboratory.emulator, id))?.isolation;
    await laboratory.emulator.must('ec2', 'AuthorizeSecurityGroupIngress', {
      GroupId: isolation,
      IpPermissions: [{ IpProtocol: 'tcp', FromPort: 22, ToPort: 22, IpRanges: [{ CidrIp: '0.0.0.0/0' }] }],
    });
    expect((await laboratory.contain(id)).status).toBe('Failed');
    expect(await look(laboratory.emulator, id)).toEqual(before);
  }, 120_000);
});

describe('release', () => {
  it('refuses where nothing was written down', async () => {
    const { id, before } = await freshSubject();
    expect((await laboratory.release(id)).status).toBe('Failed');
    expect(await look(laboratory.emulator, id)).toEqual(before);
  }, 120_000);

  it('refuses where somebody put an interface into another group, says which, and changes nothing', async () => {
    const { id, before } = await freshSubject();
    await laboratory.contain(id);
    const [eni = '', other = ''] = Object.keys(before.interfaces);
    await regroup(eni, ...(before.interfaces[other] ?? []));
    const changed = await look(laboratory.emulator, id);
    const { status, log } = await laboratory.release(id);
    expect(status).toBe('Failed');
    expect(log.some(({ name, status: went }) => name === 'refuseForeign' && went === 'Success')).toBe(true);
    expect(await look(laboratory.emulator, id)).toEqual(changed);
    expect(await writtenDown(laboratory.emulator, id)).toMatchObject({
      state: 'contained',
      foreignInterfaces: [eni],
    });
  }, 120_000);

  it('puts back the rest where that one is to be left', async () => {
    const { id, before } = await freshSubject();
    await laboratory.contain(id);
    const [eni = '', other = ''] = Object.keys(before.interfaces);
    const chosen = before.interfaces[other] ?? [];
    await regroup(eni, ...chosen);
    expect((await laboratory.release(id, { ForeignChanges: 'Leave' })).status).toBe('Success');
    expect(await look(laboratory.emulator, id)).toEqual({
      ...before,
      interfaces: { ...before.interfaces, [eni]: chosen },
    });
    expect(await writtenDown(laboratory.emulator, id)).toMatchObject({
      state: 'released',
      foreignInterfaces: [eni],
    });
  }, 120_000);

  it('takes an interface that somebody has put back already for what it is', async () => {
    const { id, before } = await freshSubject();
    await laboratory.contain(id);
    const [eni = ''] = Object.keys(before.interfaces);
    await regroup(eni, ...(before.interfaces[eni] ?? []));
    expect((await laboratory.release(id)).status).toBe('Success');
    expect(await look(laboratory.emulator, id)).toEqual(before);
  }, 120_000);

  it('refuses where somebody attached an interface', async () => {
    const { id, before } = await freshSubject();
    await laboratory.contain(id);
    await newInterface(id, Object.values(before.interfaces)[0]?.[0] ?? '');
    const changed = await look(laboratory.emulator, id);
    expect((await laboratory.release(id)).status).toBe('Failed');
    expect(await look(laboratory.emulator, id)).toEqual(changed);
    expect(await writtenDown(laboratory.emulator, id)).toMatchObject({ state: 'contained' });
  }, 120_000);

  it('refuses where somebody took the instance out of its group', async () => {
    const { id } = await freshSubject();
    await laboratory.contain(id);
    await laboratory.emulator.must('autoscaling', 'DetachInstances', {
      AutoScalingGroupName: 'web',
      InstanceIds: [id],
      ShouldDecrementDesiredCapacity: true,
    });
    expect((await laboratory.release(id)).status).toBe('Failed');
    expect(await writtenDown(laboratory.emulator, id)).toMatchObject({
      state: 'contained',
      foreignSettings: ['standby'],
    });
  }, 120_000);

  it('leaves an instance that was stopped meanwhile in standby, where its group does not terminate it, and says so', async () => {
    const { id } = await freshSubject();
    await laboratory.contain(id);
    await laboratory.emulator.must('ec2', 'StopInstances', { InstanceIds: [id] });
    expect((await laboratory.release(id)).status).toBe('Failed');
    expect((await look(laboratory.emulator, id)).membership).toBe('web Standby');
    expect((await writtenDown(laboratory.emulator, id))?.settingsLeft).toEqual(['standby']);
  }, 120_000);
});
