import { describe, expect, it } from 'vitest';
import { Ec2Fleet } from '../../shared/aws/fleet.ts';
import { instanceOf, ModelEc2 } from '../functions/contain/model-ec2.ts';
import { INSTANCE_ID } from '../response/policy/cases.ts';

function instances(change: (ec2: ModelEc2) => void = () => undefined): Ec2Fleet {
  const ec2 = new ModelEc2();
  change(ec2);
  return new Ec2Fleet(ec2);
}

describe('an instance', () => {
  it('is described with its owner, state, names, tags and group', async () => {
    const group = { Key: 'aws:autoscaling:groupName', Value: 'web' };
    const asked = instances((ec2) => ec2.change({ Tags: [{ Key: 'Name', Value: 'web-1' }, group] }));
    expect(await asked.describe(INSTANCE_ID)).toEqual({
      instanceId: INSTANCE_ID,
      ownerId: '111122223333',
      availabilityZone: 'eu-central-1a',
      state: 'running',
      names: [INSTANCE_ID, 'ip-10-0-0-5.eu-central-1.compute.internal', 'web-1', '10.0.0.5'],
      tags: new Map([
        ['Name', 'web-1'],
        ['aws:autoscaling:groupName', 'web'],
      ]),
      group: 'web',
    });
  });

  it('of which EC2 says little has nothing made up', async () => {
    const asked = new Ec2Fleet({
      send: async () => ({ Reservations: [{ Instances: [{ InstanceId: INSTANCE_ID }] }] }) as never,
    });
    expect(await asked.describe(INSTANCE_ID)).toMatchObject({
      ownerId: null,
      availabilityZone: null,
      state: null,
      names: [INSTANCE_ID],
      group: null,
    });
  });

  it('that EC2 does not know is null, and so is another than was asked for', async () => {
    expect(await instances().describe('i-00000000000000011')).toBeNull();
    const other = new Ec2Fleet({
      send: async () => ({ Reservations: [{ Instances: [instanceOf()] }] }) as never,
    });
    expect(await other.describe('i-00000000000000011')).toBeNull();
  });

  it('that can not be asked about is thrown', async () => {
    const asked = instances((ec2) => {
      ec2.refusal = 'UnauthorizedOperation';
    });
    await expect(asked.describe(INSTANCE_ID)).rejects.toMatchObject({ name: 'UnauthorizedOperation' });
  });
});

describe('the fleet', () => {
  it('is what runs and carries the opt-in tag, on however many pages', async () => {
    const asked = instances((ec2) => {
      ec2.pageSize = 2;
      for (const n of [1, 2, 3, 4]) ec2.instances.push(instanceOf({ InstanceId: `i-${n}` }));
      ec2.change({ State: { Name: 'stopped' } }, 2);
      ec2.change({ Tags: [{ Key: 'ldwatch:containment', Value: 'no' }] }, 3);
    });
    const members = await asked.optedIn();
    expect(members.map(({ instanceId }) => instanceId)).toEqual([INSTANCE_ID, 'i-1', 'i-4']);
  });

  it('that has no end is not known', async () => {
    const asked = new Ec2Fleet({ send: async () => ({ Reservations: [], NextToken: 'more' }) as never });
    await expect(asked.optedIn()).rejects.toThrow('their number is not known');
  });
});
