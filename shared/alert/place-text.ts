/** Where an incident stands and how that is known, and what the account says of its hosts, in words. */
import type { Incident } from '../incident/incident.ts';
import type { HostCard, InstanceCard } from '../incident/places.ts';
import { printable, printableArgument } from './printable.ts';

/** Characters: two tags of the longest, quoted. */
const LONGEST_REASON = 1_000;

/** The card of the gravest finding's host; null where none was looked up. */
export function gravestCard({ places, gravest }: Incident): HostCard | null {
  return places?.hosts.find(({ host }) => host === gravest.origin.logStream) ?? null;
}

/** What the services of the account say of an instance: their words, but for its names. */
export function instanceFacts({ state, type, vpc }: InstanceCard): string {
  return [state, type, vpc].filter((fact) => fact !== null).join(', ');
}

/** What a card without an instance says, in our words. */
export function withoutInstance(card: Exclude<HostCard, { readonly found: 'instance' }>): string {
  switch (card.found) {
    case 'nothing':
      return 'it is not there, or not any more';
    case 'unread':
      return `not looked up: ${card.why}`;
    case 'no-name':
      return 'the log stream names no instance';
  }
}

function cardText(card: HostCard): string {
  if (card.found !== 'instance') return withoutInstance(card);
  const { instanceId, name, autoScalingGroup } = card.instance;
  const named = name === null ? 'without a Name' : `named ${printableArgument(name)}`;
  const group =
    autoScalingGroup === null ? '' : `, Auto Scaling group ${printableArgument(autoScalingGroup)}`;
  const facts = instanceFacts(card.instance);
  return `${instanceId} ${named}${facts === '' ? '' : `, ${printable(facts)}`}${group}`;
}

/** Lines of the long description; none where nothing was looked up. */
export function placeLines(incident: Incident): string[] {
  const { places, environment } = incident;
  if (places === null) return [];
  const card = gravestCard(incident);
  return [
    `Environment: ${environment}, because ${printable(places.because, LONGEST_REASON)}`,
    ...(card === null ? [] : [`Instance: ${cardText(card)}`]),
  ];
}
