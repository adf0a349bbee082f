/**
 * Where functions leave calls that failed, as the template has it: the emulator's CloudFormation leaves this one property
 * of functions out.
 */
import { readFileSync } from 'node:fs';
import * as z from 'zod';
import { arnOf } from './account.ts';
import type { Services } from './services.ts';

const TemplateShape = z.object({
  Resources: z.record(z.string(), z.object({ Type: z.string(), Properties: z.looseObject({}).optional() })),
});
const DeadLetterShape = z.object({
  DeadLetterConfig: z.object({
    TargetArn: z.object({ 'Fn::GetAtt': z.tuple([z.string(), z.literal('Arn')]) }),
  }),
});

/** Physical ids by logical ids. */
async function physicalIds(services: Services, stack: string): Promise<Map<string, string>> {
  const { text } = await services.query('cloudformation', {
    Action: 'DescribeStackResources',
    StackName: stack,
  });
  const members = [...text.matchAll(/<member>(.*?)<\/member>/gs)].map(([, member = '']) => member);
  const element = (xml: string, name: string) => new RegExp(`<${name}>([^<]*)<`).exec(xml)?.[1] ?? '';
  return new Map(
    members.map((member) => [element(member, 'LogicalResourceId'), element(member, 'PhysicalResourceId')]),
  );
}

/** ARNs of the dead-letter queues by the functions' names. */
export async function deadLettersOf(
  services: Services,
  stack: string,
  template: string,
): Promise<Map<string, string>> {
  const { Resources } = TemplateShape.parse(JSON.parse(readFileSync(template, 'utf8')));
  const ids = await physicalIds(services, stack);
  const arns = new Map<string, string>();
  for (const [logicalId, { Type, Properties }] of Object.entries(Resources)) {
    const configured = DeadLetterShape.safeParse(Properties);
    if (Type !== 'AWS::Lambda::Function' || !configured.success) continue;
    const url = ids.get(configured.data.DeadLetterConfig.TargetArn['Fn::GetAtt'][0]) ?? '';
    const queue = url.slice(url.lastIndexOf('/') + 1);
    arns.set(ids.get(logicalId) ?? logicalId, arnOf('sqs', queue));
  }
  return arns;
}
