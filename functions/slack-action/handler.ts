/** The function behind Slack's buttons: makes the clients, hands on requests to its address. */
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { CLIENT_SETTINGS } from '../../shared/aws/client-settings.ts';
import { dynamoDecisions } from '../../shared/aws/dynamo-responses.ts';
import { numberVariable, variable } from '../../shared/aws/environment.ts';
import { writeLine } from '../../shared/aws/function-log.ts';
import { StoredSecret } from '../../shared/aws/secret.ts';
import { DynamoSeenRequests } from '../../shared/aws/seen-requests.ts';
import { PrivateAnswers } from '../../shared/slack/response-url.ts';
import { MOST_SECONDS, signingSecret } from '../../shared/slack/signature.ts';
import type { HttpAnswer } from './http-request.ts';
import { SlackAction } from './slack-action.ts';

const DAY = 24 * 3_600_000;
/** Milliseconds: a request may be so much ahead of our clock, and come so much behind it. */
const SENT_AGAIN_WITHIN = 2 * MOST_SECONDS * 1000;

const secret = new StoredSecret(
  new SecretsManagerClient(CLIENT_SETTINGS),
  variable('SLACK_SIGNING_SECRET_ARN'),
  Date.now,
);
const table = { client: new DynamoDBClient(CLIENT_SETTINGS), name: variable('TABLE_NAME'), now: Date.now };

const action = new SlackAction({
  secret: async () => signingSecret(await secret.read()),
  seen: new DynamoSeenRequests(table, SENT_AGAIN_WITHIN),
  decisions: dynamoDecisions(table, numberVariable('INCIDENT_RETENTION_DAYS') * DAY),
  answers: new PrivateAnswers(fetch),
  approvers: new Set(variable('SLACK_APPROVERS').split(',')),
  team: process.env['SLACK_TEAM'] ?? null,
  log: writeLine,
  now: Date.now,
});

/** Called with a request to the function's address. */
export async function handler(event: unknown): Promise<HttpAnswer> {
  return action.handle(event);
}
