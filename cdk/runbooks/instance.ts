/** Calls about one instance that several runbooks make, and what is read from their answers. */
import type { ApiCall } from './step.ts';
import { filters, ref } from './steps.ts';

const INSTANCE = ref('InstanceId');

/** By a filter: an instance that there is not any more is an empty answer, no failure. */
export const DESCRIBE_INSTANCE: ApiCall = {
  Service: 'ec2',
  Api: 'DescribeInstances',
  Filters: filters({ 'instance-id': INSTANCE }),
};

/** Of the instance. */
export const INSTANCE_FACTS = {
  State: '$.Reservations[0].Instances[0].State.Name',
  VpcId: '$.Reservations[0].Instances[0].VpcId',
  Interfaces: '$.Reservations[0].Instances[0].NetworkInterfaces[*].NetworkInterfaceId',
} as const;

/** States in which there is something to contain. */
export const THERE = ['running', 'stopping', 'stopped'] as const;

/** One network interface. */
export function describeInterface(id: string): ApiCall {
  return { Service: 'ec2', Api: 'DescribeNetworkInterfaces', NetworkInterfaceIds: [id] };
}

/** The security groups of the interface. */
export const INTERFACE_GROUPS = { Groups: '$.NetworkInterfaces[0].Groups[*].GroupId' } as const;

/** Puts an interface into groups: a list, or a reference to one. */
export function putInto(id: string, groups: string | readonly string[]): ApiCall {
  return { Service: 'ec2', Api: 'ModifyNetworkInterfaceAttribute', NetworkInterfaceId: id, Groups: groups };
}

/** Whether the API may terminate it. */
export const DESCRIBE_PROTECTION: ApiCall = {
  Service: 'ec2',
  Api: 'DescribeInstanceAttribute',
  InstanceId: INSTANCE,
  Attribute: 'disableApiTermination',
};

/** Where the answer has it. */
export const PROTECTION = '$.DisableApiTermination.Value';

/** Sets it. */
export function protect(Value: boolean): ApiCall {
  return {
    Service: 'ec2',
    Api: 'ModifyInstanceAttribute',
    InstanceId: INSTANCE,
    DisableApiTermination: { Value },
  };
}

/** What a shutdown from inside does: whoever is root could terminate the instance with it. */
export const DESCRIBE_SHUTDOWN: ApiCall = {
  Service: 'ec2',
  Api: 'DescribeInstanceAttribute',
  InstanceId: INSTANCE,
  Attribute: 'instanceInitiatedShutdownBehavior',
};

/** Where the answer has it. */
export const SHUTDOWN = '$.InstanceInitiatedShutdownBehavior.Value';

/** Sets it: `stop` or `terminate`. */
export function onShutdown(Value: string): ApiCall {
  return {
    Service: 'ec2',
    Api: 'ModifyInstanceAttribute',
    InstanceId: INSTANCE,
    InstanceInitiatedShutdownBehavior: { Value },
  };
}

/** Its Auto Scaling group: an empty answer where it is in none. */
export const DESCRIBE_MEMBERSHIP: ApiCall = {
  Service: 'autoscaling',
  Api: 'DescribeAutoScalingInstances',
  InstanceIds: [INSTANCE],
};

/** Of its membership. */
export const MEMBERSHIP = {
  Group: '$.AutoScalingInstances[0].AutoScalingGroupName',
  Lifecycle: '$.AutoScalingInstances[0].LifecycleState',
} as const;

/** For a group that it is not in; no name of a group. */
export const NO_GROUP = '-';
