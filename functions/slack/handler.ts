/** The function that tells Slack: makes the clients, hands on alerts of its queue. */
import { setTimeout as wait } from 'node:timers/promises';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { deliverAlerts } from '../../shared/aws/alert-queue.ts';
import { CLIENT_SETTINGS } from '../../shared/aws/client-settings.ts';
import { numberVariable, variable } from '../../shared/aws/environment.ts';
import { writeLine } from '../../shared/aws/function-log.ts';
import { StoredSecret } from '../../shared/aws/secret.ts';
import { DynamoSlackThreads } from '../../shared/aws/slack-threads.ts';
import { botToken, SlackBot } from '../../shared/slack/bot.ts';
import { SlackWebhook, webhookAddress } from '../../shared/slack/webhook.ts';
import type { BatchAnswer } from '../../shared/telemetry/sqs-batch.ts';
import { parseRouting } from './routing.ts';
import { tellSlack } from './tell-slack.ts';
import { ThreadTeller } from './thread-teller.ts';
import { WebhookTeller } from './webhook-teller.ts';

const DAY = 24 * 3_600_000;
/** Milliseconds: Slack answers within one or two seconds as a rule. */
const TIMEOUT = 5000;

const secret = new StoredSecret(
  new SecretsManagerClient(CLIENT_SETTINGS),
  variable('SLACK_SECRET_ARN'),
  Date.now,
);
const table = { client: new DynamoDBClient(CLIENT_SETTINGS), name: variable('TABLE_NAME'), now: Date.now };
const threads = new DynamoSlackThreads(table, numberVariable('INCIDENT_RETENTION_DAYS') * DAY);
const sleep = async (milliseconds: number) => void (await wait(milliseconds));
const http = { fetch, sleep, timeout: TIMEOUT };
const note = (what: string) => writeLine(JSON.stringify({ note: what }));

const teller =
  variable('SLACK_MODE') === 'webhook'
    ? new WebhookTeller({
        webhook: new SlackWebhook(http, async () => webhookAddress(await secret.read())),
        threads,
        sleep,
      })
    : new ThreadTeller({
        bot: new SlackBot({ http, token: async () => botToken(await secret.read()) }),
        threads,
        buttons: process.env['SLACK_BUTTONS'] === 'yes',
        sleep,
        note,
      });
const output = tellSlack({ teller, routing: parseRouting(variable('SLACK_ROUTING')), secret });

/** Called with a batch of the queue. */
export async function handler(event: unknown): Promise<BatchAnswer> {
  return deliverAlerts(event, { output, log: writeLine, now: Date.now });
}
