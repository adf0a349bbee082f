/** How the account names its environments, as the configuration says (cdk/config/environment.ts). */
import * as z from 'zod/mini';
import { ENVIRONMENTS, type Environment } from '../../incident/incident.ts';

const Names = z.array(z.string());

/** As functions are given it. */
export const EnvironmentNamingShape = z.object({
  /** Keys of tags that name an environment; upper and lower case are alike. */
  tagKeys: z.array(z.string()),
  /** What such a tag says, by environment; `*` is any text, upper and lower case are alike. */
  names: z.object({ ci: Names, staging: Names, production: Names }),
  /** By the account's twelve digits. */
  accounts: z.record(z.string(), z.enum(ENVIRONMENTS)),
  /** By the log group's name; only those whose environment was written down. */
  logGroups: z.record(z.string(), z.enum(ENVIRONMENTS)),
});

/** Names of environments. */
export interface EnvironmentNaming {
  readonly tagKeys: readonly string[];
  readonly names: Readonly<Record<Environment, readonly string[]>>;
  readonly accounts: Readonly<Record<string, Environment>>;
  readonly logGroups: Readonly<Record<string, Environment>>;
}

/** Keys that people tag environments with. */
export const DEFAULT_TAG_KEYS = ['Environment', 'env', 'stage'] as const;

/**
 * What people call them. A place to try things out is staging, in what an alert advises; `nonprod` is none of the
 * production names, because a name has to fit from its first letter on.
 */
export const DEFAULT_NAMES = {
  ci: ['ci', 'ci-*', 'cicd', 'ci-cd', 'ci/cd', 'build', 'build-*', 'builds'],
  staging: ['stag*', 'stg*', 'preprod*', 'pre-prod*', 'nonprod*', 'non-prod*', 'uat', 'qa', 'test', 'dev'],
  production: ['prod*', 'prd*', 'live'],
} as const satisfies Readonly<Record<Environment, readonly string[]>>;
