/** GuardDuty's runtime findings, and its notices that it lost or regained sight of a host, into a queue. */
import { Match, Rule, type RuleProps } from 'aws-cdk-lib/aws-events';
import { SqsQueue } from 'aws-cdk-lib/aws-events-targets';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { DeadLetterQueue } from './dead-letter-queue.ts';

/** Two rules: only findings have a type to choose by. */
const RULES: Readonly<Record<string, RuleProps>> = {
  Findings: {
    description: 'Runtime findings of GuardDuty, for ldwatch',
    eventPattern: {
      source: ['aws.guardduty'],
      detailType: ['GuardDuty Finding'],
      // `<purpose>:Runtime/<what>` (AWS: "GuardDuty Runtime Monitoring finding types").
      detail: { type: Match.wildcard('*:Runtime/*') },
    },
  },
  Coverage: {
    description: 'Hosts that GuardDuty lost sight of or sees again, for ldwatch',
    eventPattern: {
      source: ['aws.guardduty'],
      detailType: ['GuardDuty Runtime Protection Healthy', 'GuardDuty Runtime Protection Unhealthy'],
    },
  },
};

/** The rules, and a queue for events that EventBridge could not deliver. */
export class GuardDutyEvents extends Construct {
  /** Its messages are the events as they were, fit for `target`. */
  readonly failed: DeadLetterQueue;

  constructor(scope: Construct, id: string, target: IQueue) {
    super(scope, id);
    this.failed = new DeadLetterQueue(this, 'Failed');
    for (const [name, props] of Object.entries(RULES))
      new Rule(this, name, props).addTarget(new SqsQueue(target, { deadLetterQueue: this.failed }));
  }
}
