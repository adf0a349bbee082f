/** The topic of alerts: encrypted, over TLS only, with e-mail for whoever is configured. */

import { Validations } from 'aws-cdk-lib';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { Alias, type Key } from 'aws-cdk-lib/aws-kms';
import { SubscriptionFilter, Topic } from 'aws-cdk-lib/aws-sns';
import { EmailSubscription, SqsSubscription } from 'aws-cdk-lib/aws-sns-subscriptions';
import type { Construct } from 'constructs';
import { TELLS, type Tells } from '../../shared/alert/tells.ts';
import { SEVERITIES, type Severity } from '../../shared/detection/severity.ts';
import type { EmailConfig } from '../config/telling.ts';
import type { WorkQueue } from './work-queue.ts';

/** Which alerts somebody hears of. */
export interface Hears {
  /** The mildest severity. */
  readonly from: Severity;
  readonly tells: readonly Tells[];
}

function filterOf({ from, tells }: Hears) {
  const filterPolicy: Record<string, SubscriptionFilter> = {};
  if (from !== SEVERITIES[0]) {
    const allowlist = SEVERITIES.slice(SEVERITIES.indexOf(from));
    filterPolicy['severity'] = SubscriptionFilter.stringFilter({ allowlist });
  }
  if (tells.length < TELLS.length)
    filterPolicy['tells'] = SubscriptionFilter.stringFilter({ allowlist: [...tells] });
  return Object.keys(filterPolicy).length === 0 ? {} : { filterPolicy };
}

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

  /** Sends an address every alert from a severity on, but nothing that only adds to one: a mail has no thread. */
  tell({ address, from }: EmailConfig): void {
    const filter = filterOf({ from, tells: ['alert', 'update'] });
    const subscription = this.addSubscription(new EmailSubscription(address, filter));
    Validations.of(subscription).acknowledge({
      id: 'Serverless-SNSRedrivePolicy',
      reason:
        'SNS tries an address for six hours; what it gave up could not be sent to that address alone again, and the ' +
        'incident stays in the table.',
    });
  }

  /** Puts alerts into a queue, as they were published; what SNS gives up is with what failed. */
  feed({ queue, failed }: WorkQueue, hears: Hears): void {
    this.addSubscription(
      new SqsSubscription(queue, { rawMessageDelivery: true, deadLetterQueue: failed, ...filterOf(hears) }),
    );
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
