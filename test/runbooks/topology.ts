/** Instances in their surroundings, made in the emulator, and everything about them that a containment could change. */
import * as z from 'zod';
import type { Emulator } from './emulator/emulator.ts';

/** What an instance stands in. */
export interface Topology {
  /** Security groups of each network interface, by number: `[[0], [0, 1]]` are two interfaces. */
  readonly interfaces: readonly (readonly number[])[];
  /** Null for none. */
  readonly group: { readonly min: number; readonly max: number; readonly desired: number } | null;
  /** Target groups that there are, and whether it is registered in each. */
  readonly targetGroups: readonly boolean[];
  readonly protected: boolean;
  readonly terminatesOnShutdown: boolean;
  readonly stopped: boolean;
}

/** The table of records, as the emulator has it. */
export const TABLE = 'containments';

const Ids = z.object({ InstanceId: z.string() });
const InstancesShape = z.object({
  Reservations: z.array(
    z.object({
      Instances: z.array(
        z.object({
          InstanceId: z.string(),
          SubnetId: z.string().optional(),
          VpcId: z.string().optional(),
          State: z.object({ Name: z.string() }),
          NetworkInterfaces: z.array(
            z.object({
              NetworkInterfaceId: z.string(),
              Groups: z.array(z.object({ GroupId: z.string() })),
            }),
          ),
          Tags: z.array(z.object({ Key: z.string(), Value: z.string() })).default([]),
        }),
      ),
    }),
  ),
});
const GroupShape = z.object({ GroupId: z.string() });
const GroupsShape = z.object({
  AutoScalingGroups: z.array(
    z.object({
      AutoScalingGroupName: z.string(),
      MinSize: z.number(),
      MaxSize: z.number(),
      DesiredCapacity: z.number(),
      Instances: z.array(Ids.extend({ LifecycleState: z.string() })),
    }),
  ),
});
const TargetGroupsShape = z.object({ TargetGroups: z.array(z.object({ TargetGroupArn: z.string() })) });
const HealthShape = z.object({
  TargetHealthDescriptions: z.array(
    z.object({
      Target: z.object({ Id: z.string(), Port: z.number() }),
      TargetHealth: z.object({ State: z.string() }),
    }),
  ),
});

/** Everything about an instance that could be other than before. */
export interface Picture {
  readonly state: string;
  readonly tags: readonly string[];
  /** Groups, in order, by interface. */
  readonly interfaces: Readonly<Record<string, readonly string[]>>;
  readonly protection: boolean;
  readonly shutdown: string;
  readonly membership: string;
  readonly capacity: string;
  /** Of the target groups, those that it is in, with the port. */
  readonly registrations: readonly string[];
}

/** Makes the table; once for an emulator. */
export async function makeTable(emulator: Emulator): Promise<void> {
  await emulator.must('dynamodb', 'CreateTable', {
    TableName: TABLE,
    KeySchema: [{ AttributeName: 'target', KeyType: 'HASH' }],
    AttributeDefinitions: [{ AttributeName: 'target', AttributeType: 'S' }],
    BillingMode: 'PAY_PER_REQUEST',
  });
}

async function securityGroups(emulator: Emulator, vpc: string, count: number): Promise<string[]> {
  const made = Array.from({ length: count }, (_, number) =>
    emulator.must('ec2', 'CreateSecurityGroup', {
      GroupName: `application-${number}`,
      Description: 'of the application',
      VpcId: vpc,
    }),
  );
  return (await Promise.all(made)).map((group) => GroupShape.parse(group).GroupId);
}

async function subnetOf(emulator: Emulator): Promise<{ subnet: string; vpc: string }> {
  const found = z
    .object({ Subnets: z.array(z.object({ SubnetId: z.string(), VpcId: z.string() })) })
    .parse(await emulator.must('ec2', 'DescribeSubnets', {}));
  const [first] = found.Subnets;
  if (first === undefined) throw new Error('the emulator has no subnet');
  return { subnet: first.SubnetId, vpc: first.VpcId };
}

async function launch(
  emulator: Emulator,
  subnet: string,
  group: Topology['group'],
  terminatesOnShutdown: boolean,
): Promise<string> {
  const launched = {
    ImageId: 'ami-12c6146b',
    InstanceType: 't3.micro',
  };
  if (group === null) {
    const { Instances } = z.object({ Instances: z.tuple([Ids]) }).parse(
      await emulator.must('ec2', 'RunInstances', {
        ...launched,
        MinCount: 1,
        MaxCount: 1,
        SubnetId: subnet,
        InstanceInitiatedShutdownBehavior: terminatesOnShutdown ? 'terminate' : 'stop',
      }),
    );
    return Instances[0].InstanceId;
  }
  await emulator.must('autoscaling', 'CreateLaunchConfiguration', {
    LaunchConfigurationName: 'web',
    ...launched,
  });
  await emulator.must('autoscaling', 'CreateAutoScalingGroup', {
    AutoScalingGroupName: 'web',
    LaunchConfigurationName: 'web',
    MinSize: group.min,
    MaxSize: group.max,
    DesiredCapacity: group.desired,
    VPCZoneIdentifier: subnet,
  });
  const { AutoScalingGroups } = GroupsShape.parse(
    await emulator.must('autoscaling', 'DescribeAutoScalingGroups', {}),
  );
  const id = AutoScalingGroups[0]?.Instances[0]?.InstanceId;
  if (id === undefined) throw new Error('the group has launched nothing');
  await emulator.must('ec2', 'ModifyInstanceAttribute', {
    InstanceId: id,
    Attribute: 'instanceInitiatedShutdownBehavior',
    Value: terminatesOnShutdown ? 'terminate' : 'stop',
  });
  return id;
}

/** An instance of an EC2 answer. */
async function instance(emulator: Emulator, id: string) {
  const answer = await emulator.must('ec2', 'DescribeInstances', { InstanceIds: [id] });
  const found = InstancesShape.parse(answer).Reservations[0]?.Instances[0];
  if (found === undefined) throw new Error(`there is no ${id}`);
  return found;
}

/** Makes it, in an account with nothing else in it. @returns the instance's id */
export async function make(emulator: Emulator, topology: Topology): Promise<string> {
  await emulator.reset();
  const { subnet, vpc } = await subnetOf(emulator);
  const groups = await securityGroups(emulator, vpc, 1 + Math.max(0, ...topology.interfaces.flat()));
  const of = (numbers: readonly number[]) => numbers.map((number) => groups[number]);
  const id = await launch(emulator, subnet, topology.group, topology.terminatesOnShutdown);
  for (const [index, numbers] of topology.interfaces.entries()) {
    if (index === 0) {
      const primary = (await instance(emulator, id)).NetworkInterfaces[0]?.NetworkInterfaceId;
      await emulator.must('ec2', 'ModifyNetworkInterfaceAttribute', {
        NetworkInterfaceId: primary,
        Groups: of(numbers),
      });
      continue;
    }
    const { NetworkInterface } = z
      .object({ NetworkInterface: z.object({ NetworkInterfaceId: z.string() }) })
      .parse(await emulator.must('ec2', 'CreateNetworkInterface', { SubnetId: subnet, Groups: of(numbers) }));
    await attach(emulator, id, NetworkInterface.NetworkInterfaceId, index);
  }
  for (const [number, registered] of topology.targetGroups.entries()) {
    const made = TargetGroupsShape.parse(
      await emulator.must('elbv2', 'CreateTargetGroup', {
        Name: `target-${number}`,
        Protocol: 'HTTP',
        Port: 8080 + number,
        VpcId: vpc,
        TargetType: 'instance',
      }),
    );
    if (registered)
      await emulator.must('elbv2', 'RegisterTargets', {
        TargetGroupArn: made.TargetGroups[0]?.TargetGroupArn,
        Targets: [{ Id: id }],
      });
  }
  await emulator.must('ec2', 'CreateTags', {
    Resources: [id],
    Tags: [{ Key: 'ldwatch:containment', Value: 'allowed' }],
  });
  if (topology.stopped) await emulator.must('ec2', 'StopInstances', { InstanceIds: [id] });
  await emulator.must('ec2', 'ModifyInstanceAttribute', {
    InstanceId: id,
    DisableApiTermination: { Value: topology.protected },
  });
  return id;
}

/** Attaches one more interface. */
export async function attach(emulator: Emulator, id: string, eni: string, index: number): Promise<void> {
  await emulator.must('ec2', 'AttachNetworkInterface', {
    InstanceId: id,
    NetworkInterfaceId: eni,
    DeviceIndex: index,
  });
}

async function attribute(emulator: Emulator, id: string, Attribute: string): Promise<unknown> {
  return emulator.must('ec2', 'DescribeInstanceAttribute', { InstanceId: id, Attribute });
}

/** Looks at it. */
export async function look(emulator: Emulator, id: string): Promise<Picture> {
  const found = await instance(emulator, id);
  const { DisableApiTermination } = z
    .object({ DisableApiTermination: z.object({ Value: z.boolean() }) })
    .parse(await attribute(emulator, id, 'disableApiTermination'));
  const { InstanceInitiatedShutdownBehavior } = z
    .object({ InstanceInitiatedShutdownBehavior: z.object({ Value: z.string() }) })
    .parse(await attribute(emulator, id, 'instanceInitiatedShutdownBehavior'));
  const { AutoScalingGroups } = GroupsShape.parse(
    await emulator.must('autoscaling', 'DescribeAutoScalingGroups', {}),
  );
  const group = AutoScalingGroups.find(({ Instances }) => Instances.some((one) => one.InstanceId === id));
  const { TargetGroups } = TargetGroupsShape.parse(await emulator.must('elbv2', 'DescribeTargetGroups', {}));
  const registrations: string[] = [];
  for (const { TargetGroupArn } of TargetGroups) {
    const { TargetHealthDescriptions } = HealthShape.parse(
      await emulator.must('elbv2', 'DescribeTargetHealth', { TargetGroupArn }),
    );
    for (const { Target } of TargetHealthDescriptions)
      if (Target.Id === id) registrations.push(`${TargetGroupArn} ${Target.Port}`);
  }
  return {
    state: found.State.Name,
    tags: found.Tags.map(({ Key, Value }) => `${Key}=${Value}`).sort(),
    interfaces: Object.fromEntries(
      found.NetworkInterfaces.map(({ NetworkInterfaceId, Groups }) => [
        NetworkInterfaceId,
        Groups.map(({ GroupId }) => GroupId).sort(),
      ]),
    ),
    protection: DisableApiTermination.Value,
    shutdown: InstanceInitiatedShutdownBehavior.Value,
    membership:
      group === undefined
        ? 'none'
        : `${group.AutoScalingGroupName} ${group.Instances.find((one) => one.InstanceId === id)?.LifecycleState}`,
    capacity: group === undefined ? 'none' : `${group.MinSize} ${group.DesiredCapacity} ${group.MaxSize}`,
    registrations,
  };
}
