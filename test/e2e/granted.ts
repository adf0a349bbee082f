/** What the roles of the functions may do, as deployed: the synthesized policies with every reference resolved. */
import * as z from 'zod';
import type { Services } from './services.ts';

const oneOrMore = z.union([z.string(), z.array(z.string())]).transform((value) => [value].flat());

const StatementShape = z.object({
  Sid: z.string().optional(),
  Effect: z.enum(['Allow', 'Deny']),
  Action: oneOrMore,
  Resource: oneOrMore,
  Condition: z.record(z.string(), z.unknown()).optional(),
});
const one = z.union([StatementShape, z.array(StatementShape)]).transform((value) => [value].flat());
// Strict where anything unknown would widen it: NotAction and NotResource are refused.
const PolicyShape = z.strictObject({ Version: z.literal('2012-10-17'), Statement: one });

/** One policy of a role. */
export interface GrantedPolicy {
  readonly name: string;
  readonly policy: z.infer<typeof PolicyShape>;
}

function elements(xml: string, name: string): string[] {
  return [...xml.matchAll(new RegExp(`<${name}>([^<]*)</${name}>`, 'g'))].map(([, content = '']) => content);
}

/** @throws Error where the role has managed policies, which are never as narrow as ours have to be */
export async function grantedTo(services: Services, roleName: string): Promise<GrantedPolicy[]> {
  const ask = async (Action: string, more: Readonly<Record<string, string>> = {}) =>
    (await services.query('iam', { Action, Version: '2010-05-08', RoleName: roleName, ...more })).text;
  const managed = elements(await ask('ListAttachedRolePolicies'), 'PolicyArn');
  if (managed.length > 0) throw new Error(`the role ${roleName} has managed policies: ${managed.join(', ')}`);
  const names = elements(
    (await ask('ListRolePolicies')).replaceAll('<member>', '<Name>').replaceAll('</member>', '</Name>'),
    'Name',
  );
  return Promise.all(
    names.map(async (name) => {
      const [document = ''] = elements(await ask('GetRolePolicy', { PolicyName: name }), 'PolicyDocument');
      return { name, policy: PolicyShape.parse(JSON.parse(decodeURIComponent(document))) };
    }),
  );
}
