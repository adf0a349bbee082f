/** What EC2 says of instances, asked anew each time: a port that tests can stand in for, and the service behind it. */
import {
  DescribeInstancesCommand,
  type EC2Client,
  type Instance,
  type Reservation,
} from '@aws-sdk/client-ec2';
import { OPT_IN_TAG } from '../response/actions/opt-in.ts';
import type { FleetMember, InstanceFacts } from '../response/policy/lookups.ts';

/** Describes instances of the account and region of the caller. */
export interface Fleet {
  /**
   * @returns null where EC2 knows none of this id
   * @throws Error where it can't be asked
   */
  describe(instanceId: string): Promise<InstanceFacts | null>;
  /**
   * Those that run and carry the opt-in tag.
   *
   * @throws Error where it can't be asked, or not to the end
   */
  optedIn(): Promise<readonly FleetMember[]>;
}

/** Set by Auto Scaling: nobody else can set tags that begin with `aws:` (AWS: "Tag your Amazon EC2 resources"). */
const GROUP_TAG = 'aws:autoscaling:groupName';
/** Of at most 1,000 instances each. */
const MOST_PAGES = 20;

function tagsOf({ Tags = [] }: Instance): ReadonlyMap<string, string> {
  return new Map(Tags.flatMap(({ Key, Value }) => (Key === undefined ? [] : [[Key, Value ?? ''] as const])));
}

function namesOf(instance: Instance, tags: ReadonlyMap<string, string>): string[] {
  const { InstanceId, PrivateDnsName, NetworkInterfaces = [] } = instance;
  const interfaces = NetworkInterfaces.flatMap(({ PrivateIpAddresses = [] }) => PrivateIpAddresses);
  const names = [
    InstanceId,
    PrivateDnsName,
    tags.get('Name'),
    ...interfaces.flatMap(({ PrivateDnsName, PrivateIpAddress }) => [PrivateDnsName, PrivateIpAddress]),
  ];
  return names.flatMap((name) => (name === undefined || name === '' ? [] : [name]));
}

function factsOf(instanceId: string, instance: Instance, { OwnerId }: Reservation): InstanceFacts {
  const tags = tagsOf(instance);
  return {
    instanceId,
    ownerId: OwnerId ?? null,
    availabilityZone: instance.Placement?.AvailabilityZone ?? null,
    state: instance.State?.Name ?? null,
    names: namesOf(instance, tags),
    tags,
    group: tags.get(GROUP_TAG) ?? null,
  };
}

/** Instances as EC2 describes them. */
export class Ec2Fleet implements Fleet {
  private readonly client: Pick<EC2Client, 'send'>;

  constructor(client: Pick<EC2Client, 'send'>) {
    this.client = client;
  }

  async describe(instanceId: string): Promise<InstanceFacts | null> {
    try {
      const { Reservations = [] } = await this.client.send(
        new DescribeInstancesCommand({ InstanceIds: [instanceId] }),
      );
      for (const reservation of Reservations)
        for (const instance of reservation.Instances ?? [])
          if (instance.InstanceId === instanceId) return factsOf(instanceId, instance, reservation);
      return null;
    } catch (error) {
      // AWS: "Error codes for the Amazon EC2 API".
      if (error instanceof Error && /^InvalidInstanceID\.(?:NotFound|Malformed)$/.test(error.name))
        return null;
      throw error;
    }
  }

  async optedIn(): Promise<readonly FleetMember[]> {
    const members: FleetMember[] = [];
    let NextToken: string | undefined;
    for (let page = 0; page < MOST_PAGES; page++) {
      const answer = await this.client.send(
        new DescribeInstancesCommand({
          Filters: [
            { Name: `tag:${OPT_IN_TAG.key}`, Values: [OPT_IN_TAG.value] },
            { Name: 'instance-state-name', Values: ['running'] },
          ],
          MaxResults: 1000,
          ...(NextToken === undefined ? {} : { NextToken }),
        }),
      );
      for (const instance of (answer.Reservations ?? []).flatMap(({ Instances = [] }) => Instances))
        if (instance.InstanceId !== undefined)
          members.push({ instanceId: instance.InstanceId, group: tagsOf(instance).get(GROUP_TAG) ?? null });
      NextToken = answer.NextToken;
      if (NextToken === undefined || NextToken === '') return members;
    }
    throw new Error(
      `more than ${MOST_PAGES * 1000} instances carry the opt-in tag: their number is not known`,
    );
  }
}
