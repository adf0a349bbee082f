/** How a function becomes one file, the same wherever it is made. */
import { fileURLToPath } from 'node:url';
import { type BundlingOptions, OutputFormat } from 'aws-cdk-lib/aws-lambda-nodejs';

/** Directory of the project, with a slash at its end. */
export const ROOT = fileURLToPath(new URL('../../', import.meta.url));

const CREDENTIALS = fileURLToPath(new URL('../../shared/aws/lambda-credentials.ts', import.meta.url));

/** For esbuild, through the CDK. */
export const BUNDLING: BundlingOptions = {
  format: OutputFormat.ESM,
  target: 'node24',
  // The packages' modules rather than their CommonJS, of which nothing can be left out.
  mainFields: ['module', 'main'],
  minify: true,
  // The SDK too: the runtime's own changes without being asked, and starts slower.
  externalModules: [],
  esbuildArgs: {
    '--alias:@aws-sdk/credential-provider-node': CREDENTIALS,
  },
};
