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

/** For a role that finds streams by how their names begin; an ARN that ends so is the group's own (AWS: "Overview of managing access", CloudWatch Logs). */
export function findStreamsStatement(logGroups: readonly LogGroupConfig[]): PolicyStatement {
  return new PolicyStatement({
    actions: ['logs:DescribeLogStreams'],
    resources: logGroups.map(({ name }) => logGroupArn(name, ':*')),
  });
}

function acknowledge(
  { role }: PipelineFunction,
  logGroups: readonly LogGroupConfig[],
  part: string,
  reason: string,
): void {
  for (const { name } of logGroups) {
    // As cdk-nag writes an ARN with the stack's own account and region.
    const arn = `arn:<AWS::Partition>:logs:<AWS::Region>:<AWS::AccountId>:log-group:${name}${part}`;
    Validations.of(role).acknowledge({ id: `AwsSolutions-IAM5[Resource::${arn}]`, reason });
  }
}

/** Says why the statement that reads does not name streams. */
export function acknowledgeStreams(reader: PipelineFunction, logGroups: readonly LogGroupConfig[]): void {
  const reason = 'Hosts name their log streams, and come and go; the log group is named.';
  acknowledge(reader, logGroups, ':log-stream:*', reason);
}

/** Says why the statement that finds ends with a star. */
export function acknowledgeFinding(finder: PipelineFunction, logGroups: readonly LogGroupConfig[]): void {
  acknowledge(finder, logGroups, ':*', 'So IAM writes the ARN of a log group; the group is named.');
}
