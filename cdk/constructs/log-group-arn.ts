/** Log groups that are not ours: of the stack's account and region, by name. */
import { Aws } from 'aws-cdk-lib';

/** The group's ARN; `part` is what follows its name, such as `:*` or `:log-stream:*`. */
export function logGroupArn(name: string, part = ''): string {
  return `arn:${Aws.PARTITION}:logs:${Aws.REGION}:${Aws.ACCOUNT_ID}:log-group:${name}${part}`;
}
