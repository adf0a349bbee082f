/** The whole pipeline: log groups and GuardDuty in, incidents in a table, alerts on a topic. */
import { CfnOutput, RemovalPolicy, Stack } from 'aws-cdk-lib';
import { Key } from 'aws-cdk-lib/aws-kms';
import type { Queue } from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';
import type { Config } from './config.ts';
import { Alarms } from './constructs/alarms.ts';
import type { AlertOutput } from './constructs/alert-output.ts';
import { AlertTopic } from './constructs/alert-topic.ts';
import { GuardDutyEvents } from './constructs/guard-duty-events.ts';
import { IncidentTable } from './constructs/incident-table.ts';
import { KinesisSubscriptions } from './constructs/kinesis-subscriptions.ts';
import { Chat } from './functions/chat.ts';
import { Contain } from './functions/contain.ts';
import { Detect } from './functions/detect.ts';
import { EventBusOutput } from './functions/event-bus.ts';
import { LoginHistory } from './functions/login-history.ts';
import { Publish } from './functions/publish.ts';
import { SecurityHub } from './functions/security-hub.ts';
import { Settle } from './functions/settle.ts';
import { SlackAlerts } from './functions/slack.ts';
import { SlackActions } from './functions/slack-action.ts';

interface OutputSurroundings {
  readonly config: Config;
  readonly topic: AlertTopic;
  readonly table: IncidentTable;
  readonly key: Key | null;
}

/** Everything that detection and alerting need in one account and region. */
export class PipelineStack extends Stack {
  constructor(scope: Construct, config: Config) {
    super(scope, config.stackName, {
      description: 'ldwatch: catches programs run through the dynamic loader',
    });
    const key = config.customerManagedKey ? this.ownKey(config) : null;
    const topic = new AlertTopic(this, 'Alerts', key);
    for (const email of config.alertEmails) topic.tell(email);
    const table = new IncidentTable(this, 'Incidents', { key, onDestroy: config.onDestroy });
    const settle = new Settle(this, 'Settle', { config, table });
    const publish = new Publish(this, 'Publish', { config, table, topic });
    const kinesis =
      config.kinesis === null ? null : new KinesisSubscriptions(this, 'Kinesis', config.kinesis, key);
    const detect = new Detect(this, 'Detect', { config, table, settleQueue: settle.queue, kinesis });
    const guardDuty = config.guardDuty ? new GuardDutyEvents(this, 'GuardDuty', detect.inbox.queue) : null;

    const outputs = this.outputs({ config, topic, table, key });
    const slackActions = this.slackActions(config, table);

    const deadLetters: Record<string, Queue> = {
      DetectFailed: detect.failed,
      InboxFailed: detect.inbox.failed,
      SettleFailed: settle.queue.failed,
      PublishFailed: publish.failed,
      ...(guardDuty === null ? {} : { GuardDutyFailed: guardDuty.failed }),
      ...(kinesis === null ? {} : { KinesisFailed: kinesis.failed }),
    };
    for (const [name, { queue }] of Object.entries(outputs)) deadLetters[`${name}Failed`] = queue.failed;
    new Alarms(
      this,
      'Alarms',
      {
        detect: detect.function,
        publish: publish.function,
        slackActions: slackActions?.function ?? null,
        contains: config.containment !== null,
        settleQueue: settle.queue.queue,
        deadLetters,
      },
      config.alarmTopicArn,
    );
    this.tell('AlertTopicArn', topic.topicArn, 'Subscribe here for alerts');
    this.tell('TableName', table.tableName, 'Incidents and what is remembered of hosts');
    this.tell('IncidentRetentionDays', String(config.incidentRetentionDays), 'Days that incidents are kept');
    this.tell('InboxQueueUrl', detect.inbox.queue.queueUrl, 'Payloads and events put here are judged');
    this.tell('SettleQueueUrl', settle.queue.queue.queueUrl, 'Questions put here are answered');
    for (const [name, { queue }] of Object.entries(outputs))
      this.tell(`${name}QueueUrl`, queue.queue.queueUrl, 'Alerts put here are handed on');
    for (const [name, queue] of Object.entries(deadLetters))
      this.tell(`${name}QueueUrl`, queue.queueUrl, 'What failed for good; `ldwatch redrive` puts it back');
  }

  /** What is behind the topic, by the beginning of its names in the stack's outputs. */
  private outputs({ config, topic, table, key }: OutputSurroundings): Record<string, AlertOutput> {
    const { securityHub, eventBus, chatTopic, slack } = config;
    const outputs: Record<string, AlertOutput> = {};
    if (config.loginHistory)
      outputs['LoginHistory'] = new LoginHistory(this, 'LoginHistory', { config, topic, table });
    if (securityHub !== null)
      outputs['SecurityHub'] = new SecurityHub(this, 'SecurityHub', { config, topic, ...securityHub });
    if (eventBus !== null) {
      const output = new EventBusOutput(this, 'EventBus', { config, topic, eventBus });
      this.tell('EventBusArn', output.busArn, 'Rules on this bus see alerts');
      outputs['EventBus'] = output;
    }
    if (chatTopic !== null) {
      const output = new Chat(this, 'Chat', { config, topic, table, key, ...chatTopic });
      this.tell('ChatTopicArn', output.chatTopic.topicArn, 'Connect chat channels to this topic');
      outputs['Chat'] = output;
    }
    if (slack !== null) outputs['Slack'] = new SlackAlerts(this, 'Slack', { config, topic, table, slack });
    const { containment } = config;
    if (containment !== null)
      outputs['Contain'] = new Contain(this, 'Contain', { config, topic, table, containment });
    return outputs;
  }

  /** What is behind the buttons; null where there are none. */
  private slackActions(config: Config, table: IncidentTable): SlackActions | null {
    const { slack } = config;
    if (slack === null || slack.signingSecretArn === null) return null;
    const { signingSecretArn } = slack;
    const actions = new SlackActions(this, 'SlackAction', { config, table, slack, signingSecretArn });
    this.tell('SlackActionUrl', actions.url, "The Request URL of the Slack app's interactivity");
    return actions;
  }

  private ownKey({ onDestroy }: Config): Key {
    return new Key(this, 'Key', {
      description: 'Incidents, alerts and audit records of ldwatch',
      enableKeyRotation: true,
      // As the table, which can't be read without it.
      removalPolicy: onDestroy === 'keep' ? RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE : RemovalPolicy.DESTROY,
    });
  }

  private tell(id: string, value: string, description: string): void {
    new CfnOutput(this, id, { value, description });
  }
}
