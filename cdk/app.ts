/** The CDK app: its stacks from the configuration in ldwatch.config.json, or in the file that LDWATCH_CONFIG names. */
import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { App } from 'aws-cdk-lib';
import { addChecks } from './checks.ts';
import { ConfigError, parseConfig, readConfig } from './config.ts';
import { PipelineStack } from './pipeline-stack.ts';
import { RunbooksStack } from './runbooks-stack.ts';

const named = process.env['LDWATCH_CONFIG'];
const file = resolve(named || 'ldwatch.config.json');

try {
  // A file that was named has to be there: a mistyped name must not deploy the defaults.
  const config = named || existsSync(file) ? readConfig(file) : parseConfig({});
  const app = new App();
  addChecks(app);
  new PipelineStack(app, config);
  if (config.containment !== null) new RunbooksStack(app, config);
} catch (error) {
  if (!(error instanceof ConfigError)) throw error;
  process.stderr.write(`ldwatch: ${file} can't be used:\n${error.message}\n`);
  process.exitCode = 1;
}
