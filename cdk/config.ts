/** What can be configured: every value has a default and a sentence, and a wrong one says what is allowed. */
import { readFileSync } from 'node:fs';
import * as z from 'zod';
import { CONTAINMENT } from './config/containment.ts';
import { ENVIRONMENT } from './config/environment.ts';
import { EVIDENCE } from './config/evidence.ts';
import { INPUTS } from './config/inputs.ts';
import { KEEPING } from './config/keeping.ts';
import { OUTPUTS } from './config/outputs.ts';
import { SLACK } from './config/slack.ts';
import { TELLING } from './config/telling.ts';
import { WORK } from './config/work.ts';

const ConfigShape = z.strictObject({
  stackName: z
    .string()
    .regex(/^[A-Za-z][A-Za-z0-9-]{0,63}$/, 'takes a letter, then letters, digits and hyphens, 64 at most')
    .default('ldwatch')
    .describe('Name of the CloudFormation stack; two of them can live in one account'),
  ...INPUTS,
  ...ENVIRONMENT,
  ...WORK,
  ...TELLING,
  ...OUTPUTS,
  ...SLACK,
  ...CONTAINMENT,
  ...EVIDENCE,
  ...KEEPING,
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
  // The logs of the functions themselves: subscribed, they would call a function for every line it writes.
  const own = config.logGroups.findIndex(({ name }) => name.startsWith(`${config.stackName}-`));
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
