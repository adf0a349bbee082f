/** Short ways to write steps down. */
import type {
  ApiCall,
  ApiStep,
  BranchStep,
  Comparison,
  Condition,
  Input,
  Output,
  PropertyStep,
} from './step.ts';

/** A reference to an output of a step, a parameter or a variable. */
export function ref(name: string): string {
  return `{{ ${name} }}`;
}

/** The automation at work. */
export const ME = ref('automation:EXECUTION_ID');

/** When a step runs: 2026-11-24_18.20.00, UTC. */
export const NOW = ref('global:DATE_TIME');

/** What may be said of where a step leads. */
export interface Leads<Target extends string> {
  readonly nextStep?: Target;
  readonly onFailure?: 'Abort' | 'Continue' | `step:${Target}`;
  readonly isEnd?: boolean;
  readonly isCritical?: boolean;
  readonly maxAttempts?: number;
  readonly timeoutSeconds?: number;
}

/**
 * A failure that is provided for is not the automation's (AWS: isCritical is true unless it is said or onFailure is
 * Continue): whether it failed is said where it ends.
 */
export function provided<const Target extends string>(leads: Leads<Target>): Leads<Target> {
  return leads.onFailure?.startsWith('step:') ? { isCritical: false, ...leads } : leads;
}

/** Attempts of a call: what fails once is made good by the next. */
const ATTEMPTS = 3;

function outputs(selectors: Readonly<Record<string, string>>): readonly Output[] {
  return Object.entries(selectors).map(([Name, Selector]) => ({
    Name,
    Selector,
    // Everything of a list is a list; all else is text, booleans too, so that it can be compared and written down.
    Type: Selector.includes('[*]') ? 'StringList' : 'String',
  }));
}

/** A call that is made up to three times; calls that are not right to repeat say so. */
export function call<const Name extends string, const Target extends string = never>(
  name: Name,
  inputs: ApiCall,
  selectors: Readonly<Record<string, string>> = {},
  leads: Leads<Target> = {},
): ApiStep<Name, Target> {
  const known = outputs(selectors);
  return {
    name,
    action: 'aws:executeAwsApi',
    maxAttempts: ATTEMPTS,
    inputs,
    ...(known.length === 0 ? {} : { outputs: known }),
    ...provided(leads),
  };
}

/** Fails unless a property has one of the values. */
export function assertion<const Name extends string, const Target extends string = never>(
  name: Name,
  inputs: ApiCall,
  PropertySelector: string,
  DesiredValues: readonly string[],
  leads: Leads<Target> = {},
): PropertyStep<Name, Target> {
  return {
    name,
    action: 'aws:assertAwsResourceProperty',
    inputs: { ...inputs, PropertySelector, DesiredValues },
    ...provided(leads),
  };
}

/** Waits until a property has one of the values. */
export function wait<const Name extends string, const Target extends string = never>(
  name: Name,
  inputs: ApiCall,
  PropertySelector: string,
  DesiredValues: readonly string[],
  leads: Leads<Target> & { readonly timeoutSeconds: number },
): PropertyStep<Name, Target> {
  return {
    name,
    action: 'aws:waitForAwsResourceProperty',
    inputs: { ...inputs, PropertySelector, DesiredValues },
    ...provided(leads),
  };
}

/** Whether a value is one of these. */
export function isOneOf(reference: string, values: readonly string[]): Condition {
  return { Or: values.map((StringEquals): Comparison => ({ Variable: ref(reference), StringEquals })) };
}

/** Whether a value is this. */
export function is(reference: string, StringEquals: string): Condition {
  return { Variable: ref(reference), StringEquals };
}

/** Whether a value begins like this. */
export function startsWith(reference: string, StartsWith: string): Condition {
  return { Variable: ref(reference), StartsWith };
}

/** A choice: condition and step, in their order, and where none holds. */
export function branch<const Name extends string, const Target extends string>(
  name: Name,
  choices: readonly (readonly [Condition, Target])[],
  Default: Target,
): BranchStep<Name, Target> {
  return {
    name,
    action: 'aws:branch',
    inputs: { Choices: choices.map(([condition, NextStep]) => ({ ...condition, NextStep })), Default },
  };
}

/** Filters as EC2 takes them. */
export function filters(values: Readonly<Record<string, string>>): Input {
  return Object.entries(values).map(([Name, value]) => ({ Name, Values: [value] }));
}
