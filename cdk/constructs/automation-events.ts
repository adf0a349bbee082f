/** Automations of ldwatch's runbooks that came further, and a knock every five minutes, into a queue. */
import { Duration } from 'aws-cdk-lib';
import { Rule, Schedule } from 'aws-cdk-lib/aws-events';
import { SqsQueue } from 'aws-cdk-lib/aws-events-targets';
import { Construct } from 'constructs';
import type { WorkQueue } from './work-queue.ts';

/** The rules. Events that can't be delivered lie with what the function could not work off. */
export class AutomationEvents extends Construct {
  /** @param documents - names of the runbooks */
  constructor(scope: Construct, id: string, { queue, failed }: WorkQueue, documents: readonly string[]) {
    super(scope, id);
    const target = new SqsQueue(queue, { deadLetterQueue: failed });
    new Rule(this, 'Changes', {
      description: 'Containments of ldwatch that came further',
      eventPattern: {
        source: ['aws.ssm'],
        // User Guide: "Amazon EventBridge event examples for Systems Manager".
        detailType: ['EC2 Automation Execution Status-change Notification'],
        detail: { Definition: documents },
      },
    }).addTarget(target);
    // Events of SSM come on a best-effort basis (User Guide: "Reference: Amazon EventBridge event patterns and types").
    new Rule(this, 'Clock', {
      description: 'Has ldwatch look after its containments',
      schedule: Schedule.rate(Duration.minutes(5)),
    }).addTarget(target);
  }
}
