/** What a function is told by its surroundings: environment variables that the stack sets. */
import { type EnvironmentNaming, EnvironmentNamingShape } from '../response/environment/naming.ts';

/** A function that was deployed wrong: it can't start. */
export class DeploymentError extends Error {
  override readonly name = 'DeploymentError';
}

/** @throws DeploymentError where the variable is not set */
export function variable(name: string): string {
  const value = process.env[name];
  if (value === undefined || value === '')
    throw new DeploymentError(`the function's environment has no ${name}: was it deployed with the CDK?`);
  return value;
}

/** @throws DeploymentError where the variable is no number above 0 */
export function numberVariable(name: string): number {
  const value = Number(variable(name));
  if (!Number.isFinite(value) || value <= 0) throw new DeploymentError(`${name} has to be a number above 0`);
  return value;
}

/**
 * What the account calls its environments, as ENVIRONMENTS has it.
 *
 * @throws DeploymentError where the variable is not set, or holds something else
 */
export function environmentsVariable(): EnvironmentNaming {
  let value: unknown;
  try {
    value = JSON.parse(variable('ENVIRONMENTS'));
  } catch (error) {
    if (error instanceof DeploymentError) throw error;
    throw new DeploymentError('ENVIRONMENTS has to be JSON');
  }
  const parsed = EnvironmentNamingShape.safeParse(value);
  if (!parsed.success) throw new DeploymentError('ENVIRONMENTS has to say what environments are called');
  return parsed.data;
}
