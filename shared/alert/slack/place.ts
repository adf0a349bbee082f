/** Where an incident stands and how that is known, and what the account says of its host. */
import type { RichTextElement, RichTextSection } from '@slack/types';
import type { Incident } from '../../incident/incident.ts';
import type { HostCard } from '../../incident/places.ts';
import { gravestCard, instanceFacts, withoutInstance } from '../place-text.ts';
import type { Room } from './message-size.ts';
import { sentence } from './reasons.ts';
import { line, says, shows } from './rich-text.ts';

function pieces(card: HostCard, { longest }: Room): RichTextElement[] {
  if (card.found !== 'instance') return [says(withoutInstance(card))];
  const { instanceId, name, autoScalingGroup } = card.instance;
  const facts = instanceFacts(card.instance);
  return [
    says(instanceId),
    ...(name === null ? [says(' without a Name')] : [says(' named '), shows(name, longest)]),
    ...(facts === '' ? [] : [says(', '), shows(facts, longest)]),
    ...(autoScalingGroup === null ? [] : [says(', Auto Scaling group '), shows(autoScalingGroup, longest)]),
  ];
}

/** None where nothing was looked up. Whoever may tag in the account wrote the names: they are set as code. */
export function placeLines(incident: Incident, room: Room): RichTextSection[] {
  const { places, environment } = incident;
  if (places === null) return [];
  const card = gravestCard(incident);
  return [
    line('Environment', says(`${environment}, because `), ...sentence(places.because, room)),
    ...(card === null ? [] : [line('Instance', ...pieces(card, room))]),
  ];
}
