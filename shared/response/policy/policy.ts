/** What an account's people allow ldwatch to contain: the same for every incident, from the configuration. */
import * as z from 'zod/mini';
import { ENVIRONMENTS, type Environment } from '../../incident/incident.ts';

/**
 * How far ldwatch goes in an environment, each one further than the one before: `observe` only counts what it would do,
 * `alert` tells it, `propose` asks a person to approve it, `contain` does it by itself.
 */
export const MODES = ['observe', 'alert', 'propose', 'contain'] as const;
export type Mode = (typeof MODES)[number];

const count = z.int().check(z.minimum(1));
/** The longest key and value of a tag of EC2 (AWS: "Tag your Amazon EC2 resources"). */
const Tag = z.object({
  key: z.string().check(z.minLength(1), z.maxLength(128)),
  /** Null for any value. */
  value: z.nullable(z.string().check(z.maxLength(256))),
});

/** A tag of a target, by its key and perhaps its value. */
export type PolicyTag = z.infer<typeof Tag>;

const PolicyShape = z.object({
  modes: z.record(z.enum(ENVIRONMENTS), z.enum(MODES)),
  /** Plans are made, shown and approved as ever, and nothing is changed. */
  dryRun: z.boolean(),
  /** Key of a tag: what carries it, with whatever value, never is. */
  protectTag: z.string().check(z.minLength(1), z.maxLength(128)),
  /** Targets that are never contained: ids of instances. */
  neverTargets: z.array(z.string()),
  /** Whatever carries one of them is never contained. */
  neverTags: z.array(Tag),
  /** Containments that may begin in any 60 minutes. */
  perHour: count,
  /** Part of the running instances with the opt-in tag (actions/opt-in.ts), and of those of one Auto Scaling group, from 0 to 1. */
  fleetShare: z.number().check(z.positive(), z.maximum(1)),
  /** Minutes after an execution in which it is live. */
  liveMinutes: count,
  /** Hours for which a proposal can be approved. */
  proposalHours: count,
});

/** The policy. */
export type ContainmentPolicy = z.infer<typeof PolicyShape>;

/** A policy that can't be read: nothing is contained by guess. */
class PolicyError extends Error {
  override readonly name = 'PolicyError';
}

/**
 * @param json - as the stack hands it to the function; a mode for every environment
 * @throws PolicyError where anything is missing or out of bounds
 */
export function parsePolicy(json: string): ContainmentPolicy {
  try {
    return PolicyShape.parse(JSON.parse(json));
  } catch (error) {
    throw new PolicyError(
      `the policy of containment can't be used: ${error instanceof Error ? error.message : ''}`,
    );
  }
}

/** @param environment - null where it is not certain: then nothing is contained */
export function modeOf({ modes }: ContainmentPolicy, environment: Environment | null): Mode | null {
  return environment === null ? null : modes[environment];
}
