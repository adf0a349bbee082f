/** The functions' files as a deployment would upload them. */
import { statSync } from 'node:fs';
import { join } from 'node:path';
import { App } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import * as z from 'zod';
import { parseConfig } from '../../cdk/config.ts';
import { PipelineStack } from '../../cdk/pipeline-stack.ts';

/** With this there are all functions. */
const SLACK = {
  secretArn: 'arn:aws:secretsmanager:eu-central-1:111122223333:secret:ldwatch/slack-AbCdEf',
  channel: 'C0123456789',
};

/** One function's file. */
export interface Bundle {
  /** Folder under functions/. */
  readonly name: string;
  /** Path of the module. */
  readonly file: string;
  readonly bytes: number;
  /** Its environment, where what only a deployment knows is "unknown". */
  readonly environment: Readonly<Record<string, string>>;
}

const FunctionShape = z.looseObject({
  Properties: z.looseObject({
    Code: z.object({ S3Key: z.string() }).loose(),
    Environment: z.object({ Variables: z.record(z.string(), z.unknown()) }),
  }),
});

/**
 * The file of one function.
 *
 * @param directory - of the synthesized app
 * @param resource - the function in its template
 */
export function bundleOf(directory: string, resource: unknown): Bundle {
  const { Code, Environment } = FunctionShape.parse(resource).Properties;
  const environment = Object.fromEntries(
    Object.entries(Environment.Variables).map(([name, value]) => [
      name,
      typeof value === 'string' ? value : 'unknown',
    ]),
  );
  const file = join(directory, `asset.${Code.S3Key.replace(/\.zip$/, '')}`, 'index.mjs');
  const name = environment['AWS_SDK_UA_APP_ID']?.replace('ldwatch-', '') ?? '';
  return { name, file, bytes: statSync(file).size, environment };
}

/** Bundles every function of the stack, through the CDK. */
export function bundles(): Bundle[] {
  // The template is checked elsewhere.
  const app = new App({ builtinCloudFormationValidation: false });
  const stack = new PipelineStack(app, parseConfig({ slack: SLACK }));
  const { directory } = app.synth();
  const functions = Object.values(Template.fromStack(stack).findResources('AWS::Lambda::Function'));
  return functions.map((resource) => bundleOf(directory, resource));
}
