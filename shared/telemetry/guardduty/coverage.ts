/**
 * GuardDuty's notices that its agent lost or regained sight of a host (AWS: "Runtime coverage and troubleshooting",
 * one page each for EC2, ECS and EKS). Whoever stops the agent makes the host blind.
 */
import { type JsonObject, listAt, objectAt, textAt } from '../json-object.ts';
import { instantAt } from './runtime-process.ts';

/** One notice. */
export interface CoverageChange {
  /** Of the event: the same whenever it is delivered. */
  readonly id: string;
  /** Milliseconds since 1970 UTC. */
  readonly time: number;
  readonly account: string;
  readonly region: string;
  readonly isHealthy: boolean;
  /** Instance id or the name of a cluster. */
  readonly resource: string;
  /** GuardDuty's words for what is wrong; null where it has none. */
  readonly issue: string | null;
}

const TYPES: ReadonlyMap<string, boolean> = new Map([
  ['GuardDuty Runtime Protection Healthy', true],
  ['GuardDuty Runtime Protection Unhealthy', false],
]);

function issueOf(detail: JsonObject, resource: JsonObject): string | null {
  const own = textAt(detail, 'issue');
  if (own !== null) return own;
  const cluster = objectAt(resource, 'ecsClusterDetails');
  const issues = [
    ...listAt(objectAt(cluster, 'fargateDetails'), 'issues'),
    ...listAt(objectAt(cluster, 'containerInstanceDetails'), 'issues'),
  ];
  return issues.filter((issue) => typeof issue === 'string').join('; ') || null;
}

/**
 * @param event - as EventBridge delivers it
 * @returns null where it is no such notice
 */
export function parseCoverageChange(event: JsonObject): CoverageChange | null {
  const isHealthy = TYPES.get(textAt(event, 'detail-type') ?? '');
  const detail = objectAt(event, 'detail');
  const id = textAt(event, 'id');
  const region = textAt(event, 'region');
  const account = textAt(detail, 'resourceAccountId') ?? textAt(event, 'account');
  if (isHealthy === undefined || detail === null) return null;
  if (id === null || account === null || region === null) return null;
  const resource = objectAt(detail, 'resourceDetails') ?? {};
  const name =
    textAt(objectAt(resource, 'ec2InstanceDetails'), 'instanceId') ??
    textAt(objectAt(resource, 'eksClusterDetails'), 'clusterName') ??
    textAt(objectAt(resource, 'ecsClusterDetails'), 'clusterName');
  const time = instantAt(event, 'time') ?? instantAt(detail, 'lastUpdatedAt');
  if (time === null) return null;
  return { id, time, account, region, isHealthy, resource: name ?? '', issue: issueOf(detail, resource) };
}
