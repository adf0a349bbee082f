/** The function that looks what a login did: makes the clients, hands on alerts of its queue. */
import { CloudWatchLogsClient } from '@aws-sdk/client-cloudwatch-logs';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { deliverAlerts } from '../../shared/aws/alert-queue.ts';
import { CLIENT_SETTINGS } from '../../shared/aws/client-settings.ts';
import { DynamoIncidents } from '../../shared/aws/dynamo-incidents.ts';
import { numberVariable, variable } from '../../shared/aws/environment.ts';
import { writeLine } from '../../shared/aws/function-log.ts';
import { CloudWatchHostLog } from '../../shared/aws/host-log.ts';
import type { BatchAnswer } from '../../shared/telemetry/sqs-batch.ts';
import { tellLoginHistory } from './tell-login-history.ts';

const DAY = 24 * 3_600_000;

const table = { client: new DynamoDBClient(CLIENT_SETTINGS), name: variable('TABLE_NAME'), now: Date.now };
const output = tellLoginHistory({
  incidents: new DynamoIncidents(table, numberVariable('INCIDENT_RETENTION_DAYS') * DAY),
  hostLog: new CloudWatchHostLog(new CloudWatchLogsClient(CLIENT_SETTINGS)),
  log: writeLine,
  now: Date.now,
});

/** Called with a batch of the queue. */
export async function handler(event: unknown): Promise<BatchAnswer> {
  return deliverAlerts(event, { output, log: writeLine, now: Date.now });
}
