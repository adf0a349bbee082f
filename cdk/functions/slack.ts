/** The function that tells Slack, and the queue between the topic of alerts and it. */
import { Duration } from 'aws-cdk-lib';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import type { SlackRouting } from '../../functions/slack/routing.ts';
import type { SlackConfig } from '../config/slack.ts';
import type { Config } from '../config.ts';
import type { AlertTopic } from '../constructs/alert-topic.ts';
import type { IncidentTable } from '../constructs/incident-table.ts';
import { PipelineFunction } from '../constructs/pipeline-function.ts';
import { WorkQueue } from '../constructs/work-queue.ts';

/** Shorter than a thread is held by whoever tells in it: HELD_FOR in shared/aws/slack-threads.ts. */
const TIMEOUT = Duration.seconds(30);

/** What it works with. */
export interface SlackAlertsProps {
  readonly config: Config;
  readonly slack: SlackConfig;
  readonly table: IncidentTable;
  readonly topic: AlertTopic;
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

function secretStatements({ secretArn, secretKeyArn }: SlackConfig): PolicyStatement[] {
  const read = new PolicyStatement({ actions: ['secretsmanager:GetSecretValue'], resources: [secretArn] });
  if (secretKeyArn === null) return [read];
  return [read, new PolicyStatement({ actions: ['kms:Decrypt'], resources: [secretKeyArn] })];
}

/** Slack. */
export class SlackAlerts extends Construct {
  readonly function: PipelineFunction;
  readonly queue: WorkQueue;

  constructor(scope: Construct, id: string, { config, slack, table, topic }: SlackAlertsProps) {
    super(scope, id);
    this.queue = new WorkQueue(this, 'Alerts', {
      functionTimeout: TIMEOUT,
      delay: Duration.seconds(0),
      // Three minutes between them: Slack may be down, or a channel archived, for most of an hour.
      mostAttempts: 15,
    });
    topic.feed(this.queue, slack.from);
    this.function = new PipelineFunction(this, 'Function', {
      name: 'slack',
      description: 'Tells incidents in Slack',
      // A seventh of a processor: it waits for Slack and DynamoDB, one after the other.
      memoryMb: 256,
      timeout: TIMEOUT,
      logRetentionDays: config.logRetentionDays,
      environment: {
        TABLE_NAME: table.tableName,
        INCIDENT_RETENTION_DAYS: String(config.incidentRetentionDays),
        SLACK_MODE: slack.mode,
        SLACK_SECRET_ARN: slack.secretArn,
        SLACK_ROUTING: JSON.stringify(routingOf(slack)),
      },
      statements: [
        ...table.itemStatements('UpdateItem'),
        ...secretStatements(slack),
        this.queue.receiveStatement(),
      ],
      reservedConcurrency: null,
      failedCalls: null,
    });
    // One message a call, so that none waits for another's Slack; and two at a time, as Slack takes one a second.
    this.queue.workedOffBy(this.function, { batchSize: 1, maxConcurrency: 2 });
  }
}
