/** Gates that look at the target as AWS describes it now: nothing of it is taken from the telemetry or from a cache. */
import { OPT_IN_TAG } from '../actions/opt-in.ts';
import { closed, forAPerson, type Gate, type GateAnswer, OPEN } from './gate.ts';
import type { InstanceFacts } from './lookups.ts';
import type { ContainmentPolicy, PolicyTag } from './policy.ts';

function carries(tags: ReadonlyMap<string, string>, { key, value }: PolicyTag): boolean {
  const found = tags.get(key);
  return found !== undefined && (value === null || found === value);
}

/** A gate that looks at the instance; closed where there is none, of which `isFound` tells why. */
function ofInstance(look: (instance: InstanceFacts, facts: Parameters<Gate>[0]) => GateAnswer): Gate {
  return (facts) => (facts.lookup.kind === 'found' ? look(facts.lookup.instance, facts) : OPEN);
}

const isNamed: Gate = ({ target }) =>
  target === null ? closed('the log stream is not named as an instance: no target is known') : OPEN;

const isFound: Gate = ({ target, lookup }) => {
  if (target === null) return OPEN;
  switch (lookup.kind) {
    case 'found':
      return target.kind === 'instance' && lookup.instance.instanceId === target.instanceId
        ? OPEN
        : closed('EC2 described another instance than the one that was asked for');
    case 'absent':
      return closed('EC2 knows no such instance in this account and region');
    case 'failed':
      return closed('EC2 could not be asked about the instance');
  }
};

const isOfHere: Gate = ({ incident: { gravest }, target, here }) =>
  [gravest.origin, target ?? gravest.origin].every(
    ({ account, region }) => account === here.account && region === here.region,
  )
    ? OPEN
    : closed('it happened in another account or region than the one that ldwatch runs in');

const isOwnedHere = ofInstance(({ ownerId, availabilityZone }, { here }) =>
  ownerId === here.account && (availabilityZone?.startsWith(here.region) ?? false)
    ? OPEN
    : closed('EC2 does not say that the instance belongs to this account and region'),
);

const isRunning = ofInstance(({ state }) =>
  state === 'running' ? OPEN : closed('the instance is not running'),
);

const isOptedIn = ofInstance(({ tags }) =>
  carries(tags, OPT_IN_TAG)
    ? OPEN
    : closed(
        `the instance does not carry the tag ${OPT_IN_TAG.key} = ${OPT_IN_TAG.value}, which allows containment`,
      ),
);

/** By its key alone: a value that somebody mistyped must not take the protection away. */
const isUnprotected = ofInstance(({ tags }, { policy: { protectTag } }) =>
  tags.has(protectTag)
    ? closed(`the instance carries the tag ${protectTag}, which protects it from containment`)
    : OPEN,
);

function isNever({ neverTargets, neverTags }: ContainmentPolicy, { instanceId, tags }: InstanceFacts) {
  return neverTargets.includes(instanceId) || neverTags.some((tag) => carries(tags, tag));
}

const isNotNever = ofInstance((instance, { policy }) =>
  isNever(policy, instance)
    ? closed('the configuration names the instance, or a tag of it, as never to be contained')
    : OPEN,
);

/** `ip-10-0-0-5` of `ip-10-0-0-5.eu-central-1.compute.internal`, as hosts name themselves. */
function shortName(name: string): string {
  return /^[\d.:]+$/.test(name) ? name : (name.split('.')[0] ?? '').toLowerCase();
}

/**
 * Is it the host that the record speaks of? The log stream names the instance, and whoever may write to the log group can
 * write into the stream of another. A name in the record that is not the instance's gives such a writer away, or hosts
 * that share a stream; where the record has none, only a person can make sure.
 */
const isTheHost = ofInstance(({ names }, { incident: { gravest } }) => {
  const { hostName } = gravest;
  if (hostName === '')
    return forAPerson(
      'the record does not name its host: only the log stream says that it was this instance, and whoever may write ' +
        'to the log group can write into any of its streams',
    );
  return names.some((name) => name === hostName || shortName(name) === shortName(hostName))
    ? OPEN
    : closed('the record names a host that EC2 does not know the instance by');
});

/** All of them, the first ones say why the others have nothing to look at. */
export const TARGET_GATES: readonly Gate[] = [
  isNamed,
  isFound,
  isOfHere,
  isOwnedHere,
  isRunning,
  isOptedIn,
  isUnprotected,
  isNotNever,
  isTheHost,
];
