/**
 * Where moto does not do what AWS documents, and the runbooks rest on it. Everything else is moto's.
 */
import * as z from 'zod';
import type { Answer } from '../interpreter/execution.ts';
import type { Emulator, EmulatorCall } from './emulator.ts';

const StandbyShape = z.object({
  AutoScalingGroupName: z.string(),
  InstanceIds: z.tuple([z.string()]),
  ShouldDecrementDesiredCapacity: z.boolean().optional(),
});
const GroupsShape = z.object({
  AutoScalingGroups: z.tuple([
    z.object({
      MinSize: z.number(),
      MaxSize: z.number(),
      DesiredCapacity: z.number(),
      Instances: z.array(z.object({ InstanceId: z.string(), LifecycleState: z.string() })),
    }),
  ]),
});

/**
 * moto moves an instance whatever state it is in, counting down each time, and knows no minimum and no maximum.
 * AWS: "EnterStandby" and "ExitStandby" refuse an instance in another state, and a capacity out of the group's bounds.
 */
async function standbyRefusal(emulator: Emulator, { api, inputs }: EmulatorCall): Promise<string | null> {
  const { AutoScalingGroupName, InstanceIds, ShouldDecrementDesiredCapacity } = StandbyShape.parse(inputs);
  const described = await emulator.must('autoscaling', 'DescribeAutoScalingGroups', {
    AutoScalingGroupNames: [AutoScalingGroupName],
  });
  const [group] = GroupsShape.parse(described).AutoScalingGroups;
  const state = group.Instances.find(({ InstanceId }) => InstanceId === InstanceIds[0])?.LifecycleState;
  if (state !== (api === 'EnterStandby' ? 'InService' : 'Standby'))
    return `ValidationError: the instance is ${state ?? 'not in the group'}`;
  if (
    api === 'EnterStandby' &&
    ShouldDecrementDesiredCapacity === true &&
    group.DesiredCapacity <= group.MinSize
  )
    return 'ValidationError: the new desired capacity is below the minimum';
  if (api === 'ExitStandby' && group.DesiredCapacity >= group.MaxSize)
    return 'ValidationError: the new desired capacity is above the maximum';
  return null;
}

/** moto passes over this attribute where it is given as AWS documents it first, and takes the other documented way. */
function withAttribute({ service, api, inputs }: EmulatorCall): EmulatorCall {
  const { InstanceInitiatedShutdownBehavior: given, ...rest } = inputs;
  if (api !== 'ModifyInstanceAttribute' || given === undefined) return { service, api, inputs };
  const { Value } = z.object({ Value: z.string() }).parse(given);
  return { service, api, inputs: { ...rest, Attribute: 'instanceInitiatedShutdownBehavior', Value } };
}

/** A call to the emulator, answered as AWS would. */
export async function callAsAws(emulator: Emulator, call: EmulatorCall): Promise<Answer> {
  if (call.service === 'autoscaling' && (call.api === 'EnterStandby' || call.api === 'ExitStandby')) {
    const refusal = await standbyRefusal(emulator, call);
    if (refusal !== null) return { error: refusal };
  }
  const answer = await emulator.call(withAttribute(call));
  // AWS: DeregisterTargets, "If the specified target does not exist, the action returns successfully".
  if (call.api === 'DeregisterTargets' && 'error' in answer && answer.error.includes('InvalidTarget'))
    return { ok: {} };
  return answer;
}
