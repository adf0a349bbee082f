/**
 * What Lambda does in a function's name and with its role, so that no call of the function's own shows it: it reads the
 * event sources, keeps what failed, and writes the log.
 */

import { arnOf } from './account.ts';
import type { DeployedFunction } from './deployed-functions.ts';
import type { Permission } from './permission.ts';

/** By the service of the event source (AWS: "Lambda execution role", and the guide of each source). */
const READS: Readonly<Record<string, readonly string[]>> = {
  sqs: ['ReceiveMessage', 'DeleteMessage', 'GetQueueAttributes'],
  dynamodb: ['DescribeStream', 'GetRecords', 'GetShardIterator'],
  kinesis: ['DescribeStream', 'DescribeStreamSummary', 'GetRecords', 'GetShardIterator', 'ListShards'],
};
const KEEPS: Readonly<Record<string, string>> = { sqs: 'SendMessage', sns: 'Publish' };

function serviceOf(arn: string): string {
  return arn.split(':')[2] ?? '';
}

/** The permissions that the service takes from the function's role. */
export function servicePermissionsOf({ sources, failures, logGroup }: DeployedFunction): Permission[] {
  const reading = sources.flatMap((source) => {
    const service = serviceOf(source);
    const why = 'Lambda reads the event source';
    return (READS[service] ?? []).map((name) => ({ action: `${service}:${name}`, resource: source, why }));
  });
  const keeping = failures.map((resource) => ({
    action: `${serviceOf(resource)}:${KEEPS[serviceOf(resource)]}`,
    resource,
    why: 'Lambda keeps what failed for good',
  }));
  const logArn = arnOf('logs', `log-group:${logGroup}:log-stream:any`);
  const logging = ['CreateLogStream', 'PutLogEvents'].map((name) => ({
    action: `logs:${name}`,
    resource: logArn,
    why: 'Lambda writes the log',
  }));
  return [...reading, ...keeping, ...logging];
}
