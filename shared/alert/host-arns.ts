/** ARNs of an incident's hosts: of those that are EC2 instances, which is all that a log stream's name can tell. */
import type { Incident } from '../incident/incident.ts';
import type { Origin } from '../telemetry/origin.ts';
import { resourcesOf } from './ocsf-hosts.ts';

/** Null where the host is no EC2 instance as far as its name tells. */
export function instanceArn(
  type: string | undefined,
  uid: string,
  { account, region }: Pick<Origin, 'account' | 'region'>,
  partition: string,
): string | null {
  return type === 'AWS::EC2::Instance' ? `arn:${partition}:ec2:${region}:${account}:instance/${uid}` : null;
}

/** Each once, in the order in which they were first seen. */
export function instanceArnsOf(incident: Incident, partition: string): string[] {
  const { origin } = incident.gravest;
  const arns = resourcesOf(incident).map(({ type, uid }) => instanceArn(type, uid, origin, partition));
  return [...new Set(arns.filter((arn) => arn !== null))];
}
