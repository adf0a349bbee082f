/** Log groups that call a function with what they receive: each one subscribed, and nobody else allowed to call. */
import { ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { CfnSubscriptionFilter } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import type { LogGroupConfig } from '../config/inputs.ts';
import { logGroupArn } from './log-group-arn.ts';
import type { PipelineFunction } from './pipeline-function.ts';

/** What is subscribed. */
export interface SubscriptionProps {
  readonly logGroups: readonly LogGroupConfig[];
  readonly filterPattern: string;
}

/** Subscription filters with a function as destination, which CloudWatch Logs calls without waiting for the answer. */
export class DirectSubscriptions extends Construct {
  constructor(scope: Construct, id: string, { lambda }: PipelineFunction, props: SubscriptionProps) {
    super(scope, id);
    for (const { name } of props.logGroups) {
      lambda.addPermission(`CalledBy${name}`, {
        scope: this,
        principal: new ServicePrincipal('logs.amazonaws.com'),
        sourceArn: logGroupArn(name, ':*'),
      });
      const filter = new CfnSubscriptionFilter(this, name, {
        logGroupName: name,
        filterPattern: props.filterPattern,
        destinationArn: lambda.functionArn,
      });
      // The service calls once to see whether it may before it makes the filter.
      filter.node.addDependency(this.node.findChild(`CalledBy${name}`));
    }
  }
}
