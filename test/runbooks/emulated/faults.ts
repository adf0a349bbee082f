/** Calls that fail: once or for good, before they take effect or after. */
import type { Caller } from '../automation.ts';

/** Whether the call has its effect before it fails. */
export type Moment = 'before' | 'after';

const FAULT = { error: 'InternalError: a fault of the test' };

/** Lets one call fail, by its number from 0. */
export function failingOnce(caller: Caller, number: number, moment: Moment): Caller {
  let count = 0;
  return async (request) => {
    const hit = count === number;
    count += 1;
    if (!hit) return caller(request);
    if (moment === 'after') await caller(request);
    return FAULT;
  };
}

/** Lets every call of one step fail. */
export function failingStep(caller: Caller, step: string, moment: Moment): Caller {
  return async (request) => {
    if (request.step !== step) return caller(request);
    if (moment === 'after') await caller(request);
    return FAULT;
  };
}
