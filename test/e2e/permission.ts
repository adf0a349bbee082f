/** Which permissions a call needs: the service's own table of actions and resources (AWS: "Service Authorization Reference"). */

import { arnOf } from './account.ts';
import type { AwsCall } from './aws-call.ts';

/** An action on a resource; `why` says who needs it. */
export interface Permission {
  /** `dynamodb:UpdateItem` */
  readonly action: string;
  /** An ARN, or `*` where the action has no resource. */
  readonly resource: string;
  readonly why: string;
}

/** Batches are allowed by the permission for one. */
const ALLOWED_BY: Readonly<Record<string, string>> = {
  'sqs:SendMessageBatch': 'sqs:SendMessage',
  'sqs:DeleteMessageBatch': 'sqs:DeleteMessage',
  'sqs:ChangeMessageVisibilityBatch': 'sqs:ChangeMessageVisibility',
  'sns:PublishBatch': 'sns:Publish',
};

type Input = Readonly<Record<string, unknown>>;

function text(input: Input, name: string): string | null {
  const value = input[name];
  return typeof value === 'string' && value !== '' ? value : null;
}

function tableArn(input: Input): string | null {
  const table = text(input, 'TableName');
  if (table === null) return null;
  const arn = table.startsWith('arn:') ? table : arnOf('dynamodb', `table/${table}`);
  const index = text(input, 'IndexName');
  return index === null ? arn : `${arn}/index/${index}`;
}

function queueArn(input: Input): string | null {
  const url = text(input, 'QueueUrl');
  return url === null ? null : arnOf('sqs', url.slice(url.lastIndexOf('/') + 1));
}

function logArn(input: Input): string | null {
  const group = text(input, 'logGroupName');
  const stream = text(input, 'logStreamName');
  if (group === null) return null;
  return arnOf('logs', `log-group:${group}:${stream === null ? '*' : `log-stream:${stream}`}`);
}

const RESOURCE_OF: Readonly<Record<string, (input: Input) => string | null>> = {
  dynamodb: tableArn,
  sqs: queueArn,
  sns: (input) => text(input, 'TopicArn'),
  logs: logArn,
  secretsmanager: (input) => text(input, 'SecretId'),
};

/** Null where the table above doesn't know the call: whoever adds a service to a function adds it there. */
export function permissionOf({ service, action, input }: AwsCall): Permission | null {
  const resource = input === null ? null : RESOURCE_OF[service]?.(input);
  if (resource === null || resource === undefined) return null;
  const called = `${service}:${action}`;
  return { action: ALLOWED_BY[called] ?? called, resource, why: 'called' };
}
