/** The topic of alerts: encrypted, over TLS only, with e-mail for whoever is configured. */

import { Validations } from 'aws-cdk-lib';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { Alias, type Key } from 'aws-cdk-lib/aws-kms';
import { SubscriptionFilter, Topic } from 'aws-cdk-lib/aws-sns';
import { EmailSubscription } from 'aws-cdk-lib/aws-sns-subscriptions';
import type { Construct } from 'constructs';
import { SEVERITIES } from '../../shared/detection/severity.ts';
import type { EmailConfig } from '../config/telling.ts';

/** A topic that functions publish to. */
export class AlertTopic extends Topic {
  private readonly key: Key | null;

  /**
   * @param key - null for AWS's own key for SNS: any role of the account may use that through SNS, which is whoever
   * publishes here. Other services could not (CloudWatch's alarms, say), and are not to: the topic is for incidents.
   */
  constructor(scope: Construct, id: string, key: Key | null) {
    super(scope, id, {
      displayName: 'ldwatch',
      enforceSSL: true,
      masterKey: key ?? Alias.fromAliasName(scope, `${id}Key`, 'alias/aws/sns'),
    });
    this.key = key;
  }

  /** Sends an address every alert from a severity on. */
  tell({ address, from }: EmailConfig): void {
    const allowlist = SEVERITIES.slice(SEVERITIES.indexOf(from));
    const subscription = this.addSubscription(
      new EmailSubscription(
        address,
        from === SEVERITIES[0]
          ? {}
          : { filterPolicy: { severity: SubscriptionFilter.stringFilter({ allowlist }) } },
      ),
    );
    Validations.of(subscription).acknowledge({
      id: 'Serverless-SNSRedrivePolicy',
      reason:
        'SNS tries an address for six hours; what it gave up could not be sent to that address alone again, and the ' +
        'incident stays in the table.',
    });
  }

  /** For a role that publishes (AWS: "Managing Amazon SNS encryption keys and costs"). */
  publishStatements(): PolicyStatement[] {
    const publish = new PolicyStatement({ actions: ['sns:Publish'], resources: [this.topicArn] });
    if (this.key === null) return [publish];
    return [
      publish,
      new PolicyStatement({ actions: ['kms:Decrypt', 'kms:GenerateDataKey'], resources: [this.key.keyArn] }),
    ];
  }
}
