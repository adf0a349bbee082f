/** The hosts of an incident as OCSF's device (of the gravest finding), resources (all that are shown) and cloud. */
import type { HostSeen, Incident } from '../incident/incident.ts';
import type { HostCard, InstanceCard } from '../incident/places.ts';
import type { Origin } from '../telemetry/origin.ts';
import type { OcsfDetectionFinding, OcsfDevice, OcsfInstance, OcsfResource } from './ocsf-shape.ts';
import { printable } from './printable.ts';

/** EC2 instance ids have 17 hex digits, those from before 2016 have 8 (AWS: "Resource IDs"). */
const INSTANCE_ID = /^i-(?:[\da-f]{17}|[\da-f]{8})$/;
/** RFC 1123, section 2.1. A host can call itself anything, and whoever reads `hostname` expects a name. */
const HOSTNAME = /^(?=.{1,253}$)[a-z\d](?:[a-z\d-]{0,61}[a-z\d])?(?:\.[a-z\d](?:[a-z\d-]{0,61}[a-z\d])?)*$/i;

/** Names the host by its log stream, which it can't forge; what it calls itself is only a label. */
function namesOf(stream: string, label: string) {
  return {
    uid: stream,
    name: printable(label === '' ? stream : label),
    hostname: HOSTNAME.test(label) ? label : undefined,
  };
}

/** The host of one finding. */
export function deviceOf({ logStream, region }: Origin, label: string): OcsfDevice {
  return {
    ...namesOf(logStream, label),
    instance_uid: INSTANCE_ID.test(logStream) ? logStream : undefined,
    region,
    // A virtual machine or bare metal: the log doesn't say.
    type: 'Unknown',
    type_id: 0,
    os: { name: 'Linux', type: 'Linux', type_id: 200 },
  };
}

/** Whoever may tag in the account wrote its names. */
function shownCard({ instanceId, name, state, type, vpc, autoScalingGroup }: InstanceCard): OcsfInstance {
  const shown = (text: string | null) => (text === null ? undefined : printable(text));
  return {
    instance_id: instanceId,
    name: shown(name),
    state: shown(state),
    instance_type: shown(type),
    vpc_id: shown(vpc),
    auto_scaling_group: shown(autoScalingGroup),
  };
}

function resourceOf(
  { host, name, count, first, last }: HostSeen,
  region: string,
  card: HostCard | null,
): OcsfResource {
  const instance = card?.found === 'instance' ? shownCard(card.instance) : undefined;
  return {
    ...namesOf(host, name),
    type: INSTANCE_ID.test(host) ? 'AWS::EC2::Instance' : undefined,
    region,
    data: { count, first, last, instance },
  };
}

/** All hosts that the incident shows: of one account and region, because a behaviour is (fingerprint.ts). */
export function resourcesOf({ hosts, gravest, places }: Incident): OcsfResource[] {
  const cards = new Map(places?.hosts.map((card) => [card.host, card]));
  return hosts.map((seen) => resourceOf(seen, gravest.origin.region, cards.get(seen.host) ?? null));
}

/** Where the telemetry was delivered. */
export function cloudOf({ account, region }: Origin): OcsfDetectionFinding['cloud'] {
  return {
    provider: 'AWS',
    region,
    // The account's name isn't known here, and py-ocsf-models takes no account without one.
    account: { uid: account, name: account, type: 'AWS Account', type_id: 10 },
  };
}
