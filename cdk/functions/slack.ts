/** The function that tells Slack. */
import type { Construct } from 'constructs';
import type { SlackRouting } from '../../functions/slack/routing.ts';
import type { SlackConfig } from '../config/slack.ts';
import type { Config } from '../config.ts';
import { AlertOutput } from '../constructs/alert-output.ts';
import type { AlertTopic } from '../constructs/alert-topic.ts';
import type { IncidentTable } from '../constructs/incident-table.ts';
import { readSecret } from '../constructs/read-secret.ts';

/** What it works with. */
export interface SlackAlertsProps {
  readonly config: Config;
  readonly topic: AlertTopic;
  /** Where it keeps its threads. */
  readonly table: IncidentTable;
  readonly slack: SlackConfig;
}

function routingOf({ channel, channelsBySeverity, channelsByEnvironment, from }: SlackConfig): SlackRouting {
  // A webhook has its channel in its address.
  return {
    channel: channel ?? 'webhook',
    bySeverity: channelsBySeverity,
    byEnvironment: channelsByEnvironment,
    from,
  };
}

/** Slack as an output. Its function's timeout is shorter than a thread is held: HELD_FOR in shared/aws/slack-threads.ts. */
export class SlackAlerts extends AlertOutput {
  constructor(scope: Construct, id: string, { config, topic, table, slack }: SlackAlertsProps) {
    super(scope, id, {
      config,
      topic,
      from: slack.from,
      name: 'slack',
      description: 'Tells incidents in Slack',
      environment: {
        TABLE_NAME: table.tableName,
        INCIDENT_RETENTION_DAYS: String(config.incidentRetentionDays),
        SLACK_MODE: slack.mode,
        SLACK_SECRET_ARN: slack.secretArn,
        SLACK_ROUTING: JSON.stringify(routingOf(slack)),
        // Without the function behind them, buttons would do nothing.
        ...(slack.signingSecretArn === null ? {} : { SLACK_BUTTONS: 'yes' }),
      },
      statements: [...table.itemStatements('UpdateItem'), ...readSecret(slack.secretArn, slack.secretKeyArn)],
      // So that none waits for the several calls of another, within one timeout.
      batchSize: 1,
    });
  }
}
