/** How every client of a function calls AWS. */
import type { DynamoDBClientConfig } from '@aws-sdk/client-dynamodb';

/**
 * The SDK waits for an answer for ever unless it is told otherwise, and a function that hangs fails only at its own
 * timeout. A throttled or failed call is tried four times, with the SDK's growing waits, before the function's service
 * delivers again.
 */
export const CLIENT_SETTINGS = {
  maxAttempts: 4,
  requestHandler: { connectionTimeout: 2_000, requestTimeout: 5_000 },
} as const satisfies Pick<DynamoDBClientConfig, 'maxAttempts' | 'requestHandler'>;
