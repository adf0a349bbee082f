/** What a function is told by its surroundings: environment variables that the stack sets. */
import * as z from 'zod/mini';
import { ENVIRONMENTS, type Environment } from '../incident/incident.ts';

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
 * Environments by log group, as ENVIRONMENTS has them: what it does not name is production.
 *
 * @throws DeploymentError where the variable holds something else
 */
export function environmentsVariable(): (logGroup: string) => Environment {
  const json = process.env['ENVIRONMENTS'] ?? '{}';
  let value: unknown;
  try {
    value = JSON.parse(json);
  } catch {
    throw new DeploymentError('ENVIRONMENTS has to be JSON');
  }
  const parsed = z.record(z.string(), z.enum(ENVIRONMENTS)).safeParse(value);
  if (!parsed.success) throw new DeploymentError('ENVIRONMENTS has to give log groups an environment');
  const environments = new Map(Object.entries(parsed.data));
  return (logGroup) => environments.get(logGroup) ?? 'production';
}

/**
 * A list of names, as JSON.
 *
 * @throws DeploymentError where the variable is not set, or holds something else
 */
export function namesVariable(name: string): readonly string[] {
  try {
    const value: unknown = JSON.parse(variable(name));
    if (Array.isArray(value) && value.every((item) => typeof item === 'string')) return value;
  } catch (error) {
    if (error instanceof DeploymentError) throw error;
  }
  throw new DeploymentError(`${name} has to be a list of names`);
}
