/** The account that the emulator plays, and what programs need in their environment to take it for theirs. */
import { dirname } from 'node:path';

/** An access key of twelve digits is the account's. */
export const ACCOUNT = '111122223333';
export const REGION = 'eu-central-1';

/** Settings of this machine that lead to a real account, or make the emulator another one. */
const FOREIGN =
  /^(?:AWS_|CDK_|LAMBDA_|MINISTACK_|LOCALSTACK_|S3_|DOCKER_|AUTH$|SERVICES$|PERSIST_STATE$|USE_SSL$|NODE_OPTIONS$)/;

/** Short for the ARN of something in the account. */
export function arnOf(service: string, resource: string): string {
  return `arn:aws:${service}:${REGION}:${ACCOUNT}:${resource}`;
}

/** The environment for programs that shall find the account at `endpoint`; they run on the Node.js that runs this. */
export function environmentFor(endpoint: string): Record<string, string> {
  const own = Object.entries(process.env).flatMap(([name, value]) =>
    value === undefined || FOREIGN.test(name) ? [] : [[name, value]],
  );
  return {
    ...Object.fromEntries(own),
    PATH: `${dirname(process.execPath)}:${process.env['PATH'] ?? ''}`,
    AWS_ENDPOINT_URL: endpoint,
    AWS_REGION: REGION,
    AWS_DEFAULT_REGION: REGION,
    AWS_ACCESS_KEY_ID: ACCOUNT,
    AWS_SECRET_ACCESS_KEY: 'test',
    AWS_EC2_METADATA_DISABLED: 'true',
    AWS_CONFIG_FILE: '/dev/null',
    AWS_SHARED_CREDENTIALS_FILE: '/dev/null',
  };
}
