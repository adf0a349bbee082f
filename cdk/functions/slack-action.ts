/** The function behind Slack's buttons, and the address that Slack calls. */
import { Duration } from 'aws-cdk-lib';
import { FunctionUrlAuthType } from 'aws-cdk-lib/aws-lambda';
import { Construct } from 'constructs';
import type { SlackConfig } from '../config/slack.ts';
import type { Config } from '../config.ts';
import type { IncidentTable } from '../constructs/incident-table.ts';
import { PipelineFunction } from '../constructs/pipeline-function.ts';
import { readSecret } from '../constructs/read-secret.ts';

/** What it works with. */
export interface SlackActionsProps {
  readonly config: Config;
  /** Where decisions are. */
  readonly table: IncidentTable;
  readonly slack: SlackConfig;
  readonly signingSecretArn: string;
}

/**
 * Takes presses. Slack can't sign as AWS wants it, so the address is open to everybody and the function checks Slack's own
 * signature (shared/slack/signature.ts); how many of its instances run is limited, so that strangers cost little.
 */
export class SlackActions extends Construct {
  readonly function: PipelineFunction;
  /** For the app's _Interactivity & Shortcuts_. */
  readonly url: string;

  constructor(scope: Construct, id: string, { config, table, slack, signingSecretArn }: SlackActionsProps) {
    super(scope, id);
    this.function = new PipelineFunction(this, 'Function', {
      name: 'slack-action',
      description: "Takes decisions from Slack's buttons",
      // It starts when somebody presses, and Slack waits for three seconds: a processor's share grows with memory.
      memoryMb: 1024,
      timeout: Duration.seconds(10),
      logRetentionDays: config.logRetentionDays,
      environment: {
        TABLE_NAME: table.tableName,
        INCIDENT_RETENTION_DAYS: String(config.incidentRetentionDays),
        SLACK_SIGNING_SECRET_ARN: signingSecretArn,
        SLACK_APPROVERS: slack.approvers.join(','),
        ...(slack.team === null ? {} : { SLACK_TEAM: slack.team }),
      },
      statements: [
        ...table.itemStatements('GetItem', 'UpdateItem'),
        ...readSecret(signingSecretArn, slack.signingSecretKeyArn),
      ],
      reservedConcurrency: slack.actionConcurrency,
      failedCalls: null,
    });
    this.url = this.function.lambda.addFunctionUrl({ authType: FunctionUrlAuthType.NONE }).url;
  }
}
