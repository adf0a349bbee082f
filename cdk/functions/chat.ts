/** The function that tells chats, and the topic that they are connected to. */
import type { Key } from 'aws-cdk-lib/aws-kms';
import type { Construct } from 'constructs';
import type { Severity } from '../../shared/detection/severity.ts';
import type { Config } from '../config.ts';
import { AlertOutput } from '../constructs/alert-output.ts';
import { AlertTopic } from '../constructs/alert-topic.ts';
import type { IncidentTable } from '../constructs/incident-table.ts';

/** What it works with. */
export interface ChatProps {
  readonly config: Config;
  readonly topic: AlertTopic;
  /** Where it notes what was told. */
  readonly table: IncidentTable;
  readonly from: Severity;
  readonly key: Key | null;
}

/** Chats as an output. */
export class Chat extends AlertOutput {
  /** For a channel of Amazon Q Developer in chat applications to subscribe to. */
  readonly chatTopic: AlertTopic;

  constructor(scope: Construct, id: string, { config, topic, table, from, key }: ChatProps) {
    const chatTopic = new AlertTopic(scope, `${id}Topic`, key);
    super(scope, id, {
      config,
      topic,
      from,
      name: 'chat',
      description: 'Publishes notifications for chats',
      environment: { TABLE_NAME: table.tableName, CHAT_TOPIC_ARN: chatTopic.topicArn },
      statements: [...table.itemStatements('GetItem', 'UpdateItem'), ...chatTopic.publishStatements()],
    });
    this.chatTopic = chatTopic;
  }
}
