/** Conditions of `aws:branch`. */
import type { Condition } from '../../../cdk/runbooks/step.ts';
import { type Known, resolve, UnresolvedReference } from './references.ts';

/** The value of a variable; null where there is none, which meets no condition (AWS's own example: Platform of a Linux instance). */
function variableOf(reference: string, known: Known): string | null {
  try {
    return String(resolve(reference, known));
  } catch (error) {
    if (error instanceof UnresolvedReference) return null;
    throw error;
  }
}

/** Whether it holds. */
export function holds(condition: Condition, known: Known): boolean {
  if ('And' in condition) return condition.And.every((one) => holds(one, known));
  if ('Or' in condition) return condition.Or.some((one) => holds(one, known));
  const value = variableOf(condition.Variable, known);
  if (value === null) return false;
  return 'StringEquals' in condition
    ? value === condition.StringEquals
    : value.startsWith(condition.StartsWith);
}
