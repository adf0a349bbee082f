/** The hosts of an incident as resources of a Security Hub finding: 1 to 32 of them, none twice. */
import type { Resource } from '@aws-sdk/client-securityhub';
import type { HostSeen, Incident } from '../incident/incident.ts';
import type { HostCard } from '../incident/places.ts';
import { isoTime } from './asff-time.ts';
import { fitted, shownIn } from './fitting.ts';
import { instanceArn } from './host-arns.ts';
import { resourcesOf } from './ocsf-hosts.ts';

/** API reference, "AwsSecurityFinding". */
const MOST_RESOURCES = 32;
const LONGEST_ID = 512;
const LONGEST_REGION = 16;
/** A label is short; the API takes 1,024. */
const LONGEST_LABEL = 256;

/** Those that the API knows; in others the field is left out. */
const PARTITIONS = ['aws', 'aws-cn', 'aws-us-gov'] as const;

/** The host of the gravest finding: it may have come after those that the incident shows. */
function gravestHost({ hosts, gravest }: Incident): HostSeen {
  const { origin, hostName, time } = gravest;
  const shown = hosts.find(({ host }) => host === origin.logStream);
  return shown ?? { host: origin.logStream, name: hostName, count: 1, first: time, last: time };
}

/** What the account says of the host: no text is blank. */
function cardFields(card: HostCard | null): Record<string, string> {
  if (card?.found !== 'instance') return {};
  const { name, state, type, vpc, autoScalingGroup } = card.instance;
  const fields = { Name: name, State: state, Type: type, Vpc: vpc, AutoScalingGroup: autoScalingGroup };
  return Object.fromEntries(
    Object.entries(fields).flatMap(([field, value]) => {
      const shown = shownIn(LONGEST_LABEL, value);
      return shown === undefined ? [] : [[field, shown]];
    }),
  );
}

/** @param partition - `aws` in most regions */
export function asffResources(incident: Incident, partition: string): Resource[] {
  const { origin } = incident.gravest;
  const hosts = [gravestHost(incident), ...incident.hosts];
  const resources = resourcesOf({ ...incident, hosts }).map(({ uid, name, type, data }): Resource => {
    const arn = instanceArn(type, uid, origin, partition);
    const label = shownIn(LONGEST_LABEL, name);
    return {
      Type: arn === null ? 'Other' : 'AwsEc2Instance',
      // A log stream can't have a blank name; a forged incident of a test can.
      Id: fitted(arn ?? shownIn(LONGEST_ID, uid) ?? 'not known', LONGEST_ID),
      Partition: PARTITIONS.find((known) => known === partition),
      Region: shownIn(LONGEST_REGION, origin.region),
      Details: {
        Other: {
          ...(label === undefined ? {} : { CallsItself: label }),
          ...cardFields(incident.places?.hosts.find(({ host }) => host === uid) ?? null),
          Executions: String(data.count),
          First: isoTime(data.first),
          Last: isoTime(data.last),
        },
      },
    };
  });
  const byId = new Map<string | undefined, Resource>();
  for (const resource of resources) if (!byId.has(resource.Id)) byId.set(resource.Id, resource);
  return [...byId.values()].slice(0, MOST_RESOURCES);
}
