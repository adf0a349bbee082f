/** The function that looks what the same login did around an alert, and the delay queue before it. */
import { Duration } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import type { Config } from '../config.ts';
import { AlertOutput } from '../constructs/alert-output.ts';
import type { AlertTopic } from '../constructs/alert-topic.ts';
import type { IncidentTable } from '../constructs/incident-table.ts';
import { acknowledgeStreams, readStreamsStatement } from '../constructs/log-stream-reading.ts';

/** A minute of what comes after is read, and agents and CloudWatch Logs take some seconds to have it. */
const DELAY = Duration.seconds(90);

/** What it works with. */
export interface LoginHistoryProps {
  readonly config: Config;
  readonly topic: AlertTopic;
  readonly table: IncidentTable;
}

/** Login histories, as something that hears of alerts. */
export class LoginHistory extends AlertOutput {
  constructor(scope: Construct, id: string, { config, topic, table }: LoginHistoryProps) {
    super(scope, id, {
      config,
      topic,
      from: 'info',
      tells: ['alert'],
      delay: DELAY,
      name: 'login-history',
      description: 'Looks what the same login did around an alert',
      environment: {
        TABLE_NAME: table.tableName,
        INCIDENT_RETENTION_DAYS: String(config.incidentRetentionDays),
      },
      statements: [...table.itemStatements('GetItem', 'UpdateItem'), readStreamsStatement(config.logGroups)],
      // Sixteen megabytes of a log each, at most.
      batchSize: 1,
    });
    acknowledgeStreams(this.function, config.logGroups);
  }
}
