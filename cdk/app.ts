/** The CDK app: one stack from the configuration in ldwatch.config.json, or in the file that LDWATCH_CONFIG names. */
import { resolve } from 'node:path';
import { App } from 'aws-cdk-lib';
import { ConfigError, readConfig } from './config.ts';
import { DetectStack } from './detect-stack.ts';

const file = resolve(process.env['LDWATCH_CONFIG'] ?? 'ldwatch.config.json');

try {
  new DetectStack(new App(), readConfig(file));
} catch (error) {
  if (!(error instanceof ConfigError)) throw error;
  process.stderr.write(`ldwatch: ${file} can't be used:\n${error.message}\n`);
  process.exitCode = 1;
}
