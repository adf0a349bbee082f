/** The function that files alerts in Security Hub: makes the client, hands on alerts of its queue. */

import { SecurityHubClient } from '@aws-sdk/client-securityhub';
import { deliverAlerts } from '../../shared/aws/alert-queue.ts';
import { CLIENT_SETTINGS } from '../../shared/aws/client-settings.ts';
import { variable } from '../../shared/aws/environment.ts';
import { productOf, SecurityHubFindings } from '../../shared/aws/findings-hub.ts';
import { writeLine } from '../../shared/aws/function-log.ts';
import type { BatchAnswer } from '../../shared/telemetry/sqs-batch.ts';
import { importFinding } from './import-finding.ts';

const hub = new SecurityHubFindings(new SecurityHubClient(CLIENT_SETTINGS));
const output = importFinding(hub, productOf(variable('PRODUCT_ARN')));

/** Called with a batch of the queue. */
export async function handler(event: unknown): Promise<BatchAnswer> {
  return deliverAlerts(event, { output, log: writeLine, now: Date.now });
}
