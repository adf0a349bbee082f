/** Each function may do what it did, and nothing else: its recorded calls against the policies of its role. */
import { runSimulation } from '@cloud-copilot/iam-simulate';
import { ACCOUNT } from './account.ts';
import type { AwsCall } from './aws-call.ts';
import type { GrantedPolicy } from './granted.ts';
import { type Permission, permissionOf } from './permission.ts';

/** A grant that a run does not show to be needed, and why it is all the same. */
export interface Exception {
  readonly action: string;
  readonly appId: string;
  readonly why: string;
}

/** To be as few as can be. */
const EXCEPTIONS: readonly Exception[] = [
  {
    action: 'dynamodb:ListStreams',
    appId: 'ldwatch-publish',
    // By itself the action has no resource, so that its use can't be simulated on one.
    why: 'Lambda asks for it on the stream it reads (AWS: "IAM policy to allow an AWS Lambda function to access DynamoDB stream records")',
  },
];

/** One action on one resource that a role may do, and what used it; empty for nothing. */
export interface UsedGrant {
  readonly action: string;
  readonly resource: string;
  readonly usedBy: readonly string[];
}

function matches(pattern: string, value: string): boolean {
  const parts = pattern.split('*').map((part) => part.replace(/[\\^$.|?+()[\]{}]/g, '\\$&'));
  return new RegExp(`^${parts.join('.*').replaceAll('\\?', '.')}$`, 'i').test(value);
}

/** The permissions that calls needed, each once; those that can't be named are complaints. */
export function permissionsOf(calls: readonly AwsCall[]): { needed: Permission[]; unknown: string[] } {
  const needed = new Map<string, Permission>();
  const unknown = new Set<string>();
  for (const call of calls) {
    const permission = permissionOf(call);
    if (permission === null) unknown.add(`${call.service} ${call.action}: what it needs is not known`);
    else needed.set(`${permission.action} ${permission.resource}`, permission);
  }
  return { needed: [...needed.values()], unknown: [...unknown] };
}

/** Which of the permissions the role's policies refuse; each a sentence. */
export async function refused(
  principal: string,
  needed: readonly Permission[],
  policies: readonly GrantedPolicy[],
): Promise<string[]> {
  const complaints: string[] = [];
  for (const { action, resource, why } of needed) {
    const simulated = await runSimulation(
      {
        request: {
          principal,
          action,
          resource: { resource, accountId: ACCOUNT },
          contextVariables: { 'aws:SecureTransport': 'true' },
        },
        identityPolicies: [...policies],
        serviceControlPolicies: [],
        resourceControlPolicies: [],
      },
      { simulationMode: 'Strict' },
    );
    if (simulated.resultType === 'error')
      complaints.push(`${action} on ${resource} can't be simulated: ${JSON.stringify(simulated.errors)}`);
    else if (simulated.overallResult !== 'Allowed')
      complaints.push(`${action} on ${resource} is refused (${why})`);
  }
  return complaints;
}

/** Every action and resource that the policies of a function allow, and what needed it. */
export function usesOf(
  appId: string,
  policies: readonly GrantedPolicy[],
  needed: readonly Permission[],
): UsedGrant[] {
  return policies
    .flatMap(({ policy }) => policy.Statement)
    .filter(({ Effect }) => Effect === 'Allow')
    .flatMap(({ Action, Resource }) =>
      Action.flatMap((action) => Resource.map((resource) => ({ action, resource }))),
    )
    .map((grant) => {
      const users = needed.filter(
        ({ action, resource }) => matches(grant.action, action) && matches(grant.resource, resource),
      );
      const excepted = EXCEPTIONS.filter((one) => one.appId === appId && one.action === grant.action);
      return { ...grant, usedBy: [...new Set([...users, ...excepted].map(({ why }) => why))] };
    });
}

/** Actions that take no resource, so that they can only be allowed on all. */
const WITHOUT_RESOURCE: ReadonlySet<string> = new Set(['ec2:DescribeInstances']);

/** What is allowed and not needed, and what is allowed of everything; each a sentence. */
export function superfluous(uses: readonly UsedGrant[]): string[] {
  return uses.flatMap(({ action, resource, usedBy }) => {
    if (action.includes('*') || (resource === '*' && !WITHOUT_RESOURCE.has(action)))
      return [`${action} on ${resource} is more than anything needs`];
    return usedBy.length > 0 ? [] : [`${action} on ${resource} was used by nothing`];
  });
}
