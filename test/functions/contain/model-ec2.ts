/** Instances as EC2 describes them (API reference: DescribeInstances). */
import { DescribeInstancesCommand, type Instance } from '@aws-sdk/client-ec2';
import { type CallFate, NO_FAULTS } from '../../../cli/demo/local-table.ts';
import { INSTANCE_ID } from '../../response/policy/cases.ts';
import { serviceError } from './model-ssm.ts';

/** An instance that may be contained, unless a test says otherwise. */
export function instanceOf(parts: Partial<Instance> = {}): Instance {
  return {
    InstanceId: INSTANCE_ID,
    State: { Name: 'running' },
    Placement: { AvailabilityZone: 'eu-central-1a' },
    PrivateDnsName: 'ip-10-0-0-5.eu-central-1.compute.internal',
    NetworkInterfaces: [{ PrivateIpAddresses: [{ PrivateIpAddress: '10.0.0.5' }] }],
    Tags: [
      { Key: 'ldwatch:containment', Value: 'allowed' },
      { Key: 'env', Value: 'prod' },
    ],
    ...parts,
  };
}

/** A client whose service this is. */
export class ModelEc2 {
  readonly instances: Instance[] = [instanceOf()];
  owner = '111122223333';
  /** Thrown by every call from now on, until it is null. */
  refusal: string | null = null;
  /** In one answer. */
  pageSize = 1000;
  private readonly fate: CallFate;

  constructor(fate: CallFate = NO_FAULTS) {
    this.fate = fate;
  }

  /** Changes an instance. */
  change(parts: Partial<Instance>, index = 0): void {
    this.instances[index] = { ...this.instances[index], ...parts };
  }

  /** As the SDK's client. */
  readonly send = async (command: object): Promise<never> => {
    if (!(command instanceof DescribeInstancesCommand)) throw new Error('a call that EC2 is not asked for');
    return this.fate('DescribeInstances', async () => this.describe(command)) as Promise<never>;
  };

  private describe({ input }: DescribeInstancesCommand) {
    if (this.refusal !== null) throw serviceError(this.refusal);
    const { InstanceIds, Filters = [], NextToken = '0' } = input;
    const found = this.instances.filter(
      (instance) =>
        (InstanceIds?.includes(instance.InstanceId ?? '') ?? true) &&
        Filters.every(({ Name = '', Values = [] }) => Values.includes(filteredBy(instance, Name))),
    );
    if (InstanceIds !== undefined && found.length === 0) throw serviceError('InvalidInstanceID.NotFound');
    const from = Number(NextToken);
    const page = found.slice(from, from + this.pageSize);
    const next = from + this.pageSize;
    return {
      Reservations: page.map((instance) => ({ OwnerId: this.owner, Instances: [instance] })),
      ...(next < found.length ? { NextToken: String(next) } : {}),
    };
  }
}

function filteredBy({ State, Tags = [] }: Instance, filter: string): string {
  if (filter === 'instance-state-name') return State?.Name ?? '';
  return Tags.find(({ Key }) => `tag:${Key}` === filter)?.Value ?? '';
}
