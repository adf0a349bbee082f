/**
 * Who works on a record: one automation at a time. What one left behind that is at its end, another takes over; the
 * service knows whether it is.
 */
import type { ApiCall } from './step.ts';
import { branch, call, isOneOf, ref } from './steps.ts';

/** AWS: API reference, AutomationExecutionStatus; the states that nothing follows. */
const OVER = ['Success', 'Failed', 'TimedOut', 'Cancelled', 'CompletedWithSuccess', 'CompletedWithFailure'];

function execution(id: string): ApiCall {
  return { Service: 'ssm', Api: 'GetAutomationExecution', AutomationExecutionId: id };
}

/** Two steps behind `readHolder`: to `takeOver` where its automation is over, else to `refuseBusy`. */
export function askForHolder() {
  return [
    call(
      'isHolderAtWork',
      execution(ref('readHolder.Holder')),
      { Status: '$.AutomationExecution.AutomationExecutionStatus' },
      { onFailure: 'step:refuseBusy' },
    ),
    branch('isHolderOver', [[isOneOf('isHolderAtWork.Status', OVER), 'takeOver']], 'refuseBusy'),
  ] as const;
}
