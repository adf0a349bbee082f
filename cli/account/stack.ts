/** A deployed stack: where its table and queues are. */
import { CloudFormationClient, DescribeStacksCommand } from '@aws-sdk/client-cloudformation';
import { AccountError } from '../errors.ts';

/** Outputs of the stack by name, as cdk/pipeline-stack.ts writes them. */
export type StackOutputs = ReadonlyMap<string, string>;

/**
 * Asks CloudFormation, with the credentials and the region that the SDK finds.
 *
 * @throws AccountError where there is no such stack, or it may not be asked
 */
export async function outputsOfStack(
  stackName: string,
  client: Pick<CloudFormationClient, 'send'> = new CloudFormationClient({}),
): Promise<StackOutputs> {
  try {
    const { Stacks = [] } = await client.send(new DescribeStacksCommand({ StackName: stackName }));
    const outputs = (Stacks[0]?.Outputs ?? []).flatMap(({ OutputKey, OutputValue }) =>
      OutputKey !== undefined && OutputValue !== undefined ? [[OutputKey, OutputValue] as const] : [],
    );
    return new Map(outputs);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new AccountError(
      `the stack ${stackName} can't be asked (${why}): are AWS_REGION and the credentials those it was deployed with?`,
    );
  }
}

/** @throws AccountError where the stack has no such output */
export function outputOf(outputs: StackOutputs, name: string): string {
  const value = outputs.get(name);
  if (value === undefined)
    throw new AccountError(`the stack has no output ${name}: deploy this version first (npm run deploy)`);
  return value;
}
