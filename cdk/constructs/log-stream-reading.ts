/** Reading the watched log groups again. */
import { Validations } from 'aws-cdk-lib';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { LogGroupConfig } from '../config/inputs.ts';
import { logGroupArn } from './log-group-arn.ts';
import type { PipelineFunction } from './pipeline-function.ts';

/** For a role that reads their streams. */
export function readStreamsStatement(logGroups: readonly LogGroupConfig[]): PolicyStatement {
  return new PolicyStatement({
    actions: ['logs:GetLogEvents'],
    resources: logGroups.map(({ name }) => logGroupArn(name, ':log-stream:*')),
  });
}

/** Says why the statement does not name streams. */
export function acknowledgeStreams({ role }: PipelineFunction, logGroups: readonly LogGroupConfig[]): void {
  for (const { name } of logGroups) {
    // As cdk-nag writes an ARN with the stack's own account and region.
    const arn = `arn:<AWS::Partition>:logs:<AWS::Region>:<AWS::AccountId>:log-group:${name}:log-stream:*`;
    Validations.of(role).acknowledge({
      id: `AwsSolutions-IAM5[Resource::${arn}]`,
      reason: 'Hosts name their log streams, and come and go; the log group is named.',
    });
  }
}
