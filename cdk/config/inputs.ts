/** What is watched, and the way in. */
import * as z from 'zod';
import { ENVIRONMENTS } from '../../shared/incident/incident.ts';

/**
 * For each group, Lambda keeps a statement in the function's policy, which has 20 KB (AWS: "Lambda quotas"), and IAM an
 * ARN in a role's, which have 10 KB.
 */
const MOST_LOG_GROUPS = 40;

const LogGroupShape = z.preprocess(
  // The short way to write one.
  (written) => (typeof written === 'string' ? { name: written } : written),
  z.strictObject({
    name: z.string().regex(/^[\w./#-]{1,512}$/, 'takes letters, digits and any of . _ / # -, 512 at most'),
    /** Null where nobody wrote one down: then it says nothing, which is not the same as production. */
    environment: z.enum(ENVIRONMENTS).nullable().default(null),
  }),
);

/** A log group that is watched. */
export type LogGroupConfig = z.infer<typeof LogGroupShape>;

const KinesisShape = z.strictObject({
  shards: z
    .union([z.literal('on-demand'), z.int().min(1).max(500)], 'takes "on-demand" or a number from 1 to 500')
    .default('on-demand'),
  retentionHours: z.int().min(24).max(8760).default(24),
});

/** The stream between the log groups and detection. */
export type KinesisConfig = z.infer<typeof KinesisShape>;

/** Each value with its default and a sentence. */
export const INPUTS = {
  logGroups: z
    .array(LogGroupShape)
    .min(1)
    .max(MOST_LOG_GROUPS)
    .refine(
      (groups) => new Set(groups.map(({ name }) => name)).size === groups.length,
      'takes each name once',
    )
    .default([{ name: '/var/log/audit/audit.log', environment: null }])
    .describe(
      'Log groups of this account and region that hold audit logs; they have to exist. ' +
        `A name, or {"name", "environment"} where all of its hosts stand in one of ${ENVIRONMENTS.join(', ')}`,
    ),
  filterPattern: z
    .string()
    .max(1024)
    .default('')
    .describe('CloudWatch Logs filter pattern for what is delivered; empty for everything'),
  kinesis: KinesisShape.nullable()
    .default(null)
    .describe(
      'A Kinesis stream between the log groups and detection: {"shards", "retentionHours"}, a number or "on-demand", ' +
        'and for how long a payload that could not be judged can still be had from it; null for log groups that call ' +
        'detection directly, which costs least',
    ),
  guardDuty: z
    .boolean()
    .default(true)
    .describe(
      "Take GuardDuty's runtime findings and its notices of lost coverage too, where it is switched on",
    ),
};
