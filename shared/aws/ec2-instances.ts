/**
 * Instances as EC2 describes them. The client's schemas are half a megabyte of a function's file, because no bundler sees
 * which of them a call needs. Loaded when the function starts, and not when it first asks: Lambda gives a start a whole
 * processor, and a call the share that goes with its memory.
 */
import {
  DescribeInstancesCommand,
  EC2Client,
  type EC2ClientConfig,
  type Instance,
  type Tag,
} from '@aws-sdk/client-ec2';
import type { InstanceCard } from '../incident/places.ts';
import type { Instances } from './instances.ts';

/** AWS: "Tag naming limits and requirements"; an item has room for more, and an alert doesn't need it. */
const MOST_TAGS = 8;
/** Set by EC2 Auto Scaling; nobody else may set a tag that begins so. */
const GROUP_TAG = 'aws:autoscaling:groupName';

function tagsOf(tags: readonly Tag[]): Map<string, string> {
  return new Map(tags.flatMap(({ Key, Value }) => (Key === undefined ? [] : [[Key, Value ?? '']])));
}

/** EC2 through its SDK. */
class Ec2Instances implements Instances {
  private readonly client: Pick<EC2Client, 'send'>;
  private readonly keys: ReadonlySet<string>;

  /** @param tagKeys - of tags that are kept, upper and lower case alike */
  constructor(client: Pick<EC2Client, 'send'>, tagKeys: readonly string[]) {
    this.client = client;
    this.keys = new Set(tagKeys.map((key) => key.toLowerCase()));
  }

  async cards(ids: readonly string[], signal: AbortSignal): Promise<ReadonlyMap<string, InstanceCard>> {
    // A filter and not a list of ids: of those, one that is not there fails the call (API reference, "DescribeInstances").
    const command = new DescribeInstancesCommand({ Filters: [{ Name: 'instance-id', Values: [...ids] }] });
    const { Reservations = [] } = await this.client.send(command, { abortSignal: signal });
    const found = Reservations.flatMap(({ Instances: instances = [] }) => instances);
    return new Map(
      found.flatMap((instance) => {
        const { InstanceId } = instance;
        return InstanceId === undefined ? [] : [[InstanceId, this.cardOf(InstanceId, instance)] as const];
      }),
    );
  }

  private cardOf(instanceId: string, { Tags = [], State, InstanceType, VpcId }: Instance): InstanceCard {
    const tags = tagsOf(Tags);
    const kept = [...tags].filter(([key]) => this.keys.has(key.trim().toLowerCase()));
    return {
      instanceId,
      name: tags.get('Name') || null,
      tags: Object.fromEntries(kept.slice(0, MOST_TAGS)),
      state: State?.Name ?? null,
      type: InstanceType ?? null,
      vpc: VpcId ?? null,
      autoScalingGroup: tags.get(GROUP_TAG) ?? null,
    };
  }
}

/** EC2 with a client of its own. */
export function ec2Instances(settings: EC2ClientConfig, tagKeys: readonly string[]): Instances {
  return new Ec2Instances(new EC2Client(settings), tagKeys);
}
