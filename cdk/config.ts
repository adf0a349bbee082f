/** What can be configured: every value has a default and a sentence, and a wrong one says what is allowed. */
import { readFileSync } from 'node:fs';
import { RetentionDays } from 'aws-cdk-lib/aws-logs';
import * as z from 'zod';

const RETENTIONS = Object.values(RetentionDays).filter((days) => typeof days === 'number');

const ConfigShape = z.strictObject({
  stackName: z
    .string()
    .regex(/^[A-Za-z][A-Za-z0-9-]{0,63}$/, 'takes a letter, then letters, digits and hyphens, 64 at most')
    .default('ldwatch')
    .describe('Name of the CloudFormation stack; two of them can live in one account'),
  logGroups: z
    .array(z.string().regex(/^[\w./#-]{1,512}$/, 'takes letters, digits and any of . _ / # -, 512 at most'))
    .min(1)
    .refine((names) => new Set(names).size === names.length, 'takes each name once')
    .default(['/var/log/audit/audit.log'])
    .describe('Log groups of this account and region that hold audit logs; they have to exist'),
  filterPattern: z
    .string()
    .max(1024)
    .default('')
    .describe('CloudWatch Logs filter pattern for what is delivered; empty for everything'),
  alertEmails: z
    .array(z.email())
    .refine((addresses) => new Set(addresses).size === addresses.length, 'takes each address once')
    .default([])
    .describe('E-mail addresses that get every alert, once they have confirmed'),
  memoryMb: z
    .int()
    .min(256)
    .max(10_240)
    .default(512)
    .describe('Memory of the detecting function in MB; its share of a processor grows with it'),
  timeoutSeconds: z
    .int()
    .min(10)
    .max(900)
    .default(60)
    .describe('Seconds that one payload may take, sending included'),
  reservedConcurrency: z
    .int()
    .min(1)
    .max(1000)
    .nullable()
    .default(null)
    .describe(
      'Function instances that may run at a time, taken from the account; null for no limit of their own',
    ),
  logRetentionDays: z
    .union(
      RETENTIONS.map((days) => z.literal(days)),
      `takes one of ${RETENTIONS.join(', ')}`,
    )
    .default(RetentionDays.ONE_MONTH)
    .describe("Days that the function's own log is kept; 9999 for ever"),
});

/** The whole configuration, defaults filled in. */
export type Config = z.infer<typeof ConfigShape>;

/** A configuration that can't be used; the message is for whoever wrote it, one line a value. */
export class ConfigError extends Error {}

function sentence({ path, message, code }: z.core.$ZodIssue): string {
  const where = path.map((part) => (typeof part === 'number' ? `[${part}]` : `.${String(part)}`)).join('');
  const known = Object.entries(ConfigShape.shape).find(([name]) => name === path[0]);
  if (known !== undefined) return `${where.slice(1)}: ${message} (${known[1].description ?? ''})`;
  const names = Object.keys(ConfigShape.shape).join(', ');
  return code === 'unrecognized_keys' ? `${message}; there are ${names}` : message;
}

/**
 * Checks what someone wrote and fills in the rest.
 *
 * @throws ConfigError
 */
export function parseConfig(written: unknown): Config {
  const parsed = ConfigShape.safeParse(written);
  if (!parsed.success) throw new ConfigError(parsed.error.issues.map(sentence).join('\n'));
  const config = parsed.data;
  // The log of the function itself: subscribed, it would call the function for every line it writes.
  const own = config.logGroups.findIndex((name) => name.startsWith(`${config.stackName}-`));
  if (own === -1) return config;
  throw new ConfigError(`logGroups[${own}]: takes no log group of the stack ${config.stackName} itself`);
}

/**
 * Reads a file of JSON.
 *
 * @throws ConfigError
 */
export function readConfig(file: string | URL): Config {
  try {
    return parseConfig(JSON.parse(readFileSync(file, 'utf8')));
  } catch (error) {
    if (error instanceof SyntaxError) throw new ConfigError(`no JSON: ${error.message}`);
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT')
      throw new ConfigError('there is no such file');
    throw error;
  }
}
