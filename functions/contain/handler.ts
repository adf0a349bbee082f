/** The function that contains: makes the clients, hands on what is in its queue. */
import { setTimeout as wait } from 'node:timers/promises';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { EC2Client } from '@aws-sdk/client-ec2';
import { SSMClient } from '@aws-sdk/client-ssm';
import { SsmAutomations } from '../../shared/aws/automations.ts';
import { CLIENT_SETTINGS } from '../../shared/aws/client-settings.ts';
import { DynamoIncidents } from '../../shared/aws/dynamo-incidents.ts';
import { DynamoLedger } from '../../shared/aws/dynamo-ledger.ts';
import { dynamoResponses } from '../../shared/aws/dynamo-responses.ts';
import { environmentsVariable, numberVariable, variable } from '../../shared/aws/environment.ts';
import { Ec2Fleet } from '../../shared/aws/fleet.ts';
import { writeLine } from '../../shared/aws/function-log.ts';
import { metricLine } from '../../shared/aws/metric-line.ts';
import { ContainmentBudget } from '../../shared/response/budget/budget.ts';
import { parsePolicy } from '../../shared/response/policy/policy.ts';
import type { BatchAnswer } from '../../shared/telemetry/sqs-batch.ts';
import { receive } from './receive.ts';
import type { ContainSurroundings } from './surroundings.ts';

const DAY = 24 * 3_600_000;

const table = { client: new DynamoDBClient(CLIENT_SETTINGS), name: variable('TABLE_NAME'), now: Date.now };
const retention = numberVariable('INCIDENT_RETENTION_DAYS') * DAY;
const here = { account: variable('ACCOUNT_ID'), region: variable('AWS_REGION') };

const surroundings: ContainSurroundings = {
  incidents: new DynamoIncidents(table, retention),
  responses: dynamoResponses(table, retention),
  budget: new ContainmentBudget({
    store: new DynamoLedger(table, here),
    now: Date.now,
    random: Math.random,
    sleep: async (milliseconds) => void (await wait(milliseconds)),
  }),
  instances: new Ec2Fleet(new EC2Client(CLIENT_SETTINGS)),
  automations: new SsmAutomations(new SSMClient(CLIENT_SETTINGS), variable('STACK_NAME')),
  policy: parsePolicy(variable('CONTAINMENT_POLICY')),
  naming: environmentsVariable(),
  here,
  now: Date.now,
  count: (metric, details) => writeLine(metricLine({ metrics: { [metric]: 1 }, details }, Date.now())),
};

/** Called with a batch of the queue. */
export async function handler(event: unknown): Promise<BatchAnswer> {
  return receive(surroundings, event);
}
