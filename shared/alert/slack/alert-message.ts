/** An incident as the message that opens its thread, and that is edited as the incident goes on. */
import type { KnownBlock, RichTextSection } from '@slack/types';
import type { Incident } from '../../incident/incident.ts';
import { insightsLink } from '../insights-link.ts';
import { ADVICE, CATALOGUED } from '../ocsf-catalogue.ts';
import { unknowns } from '../ocsf-description.ts';
import { happening } from '../ocsf-title.ts';
import { BY_ITSELF, responseLines } from '../response-text.ts';
import { buttonsOf } from './buttons.ts';
import { facts, howOften } from './facts.ts';
import { fitting, type Room } from './message-size.ts';
import { reasonLines } from './reasons.ts';
import { responseSections } from './response-lines.ts';
import { bullets, line, paragraph, plainLine, says, shows, stresses } from './rich-text.ts';
import { headerOf } from './severity-mark.ts';
import type { SlackMessage } from './slack-message.ts';

function title({ gravest }: Incident, { longest }: Room): KnownBlock {
  const { words, program } = happening(gravest);
  if (program === null) return paragraph(stresses(`${words}.`));
  return paragraph(stresses(`${words}: `), shows(program, longest));
}

function advice({ environment }: Incident): RichTextSection[] {
  const { atRisk, first, next, further } = ADVICE[environment];
  return [
    line('At risk', says(atRisk)),
    line('First', says(first)),
    line('Then', says(next)),
    line('And', says(further)),
  ];
}

function attack({ gravest }: Incident): RichTextSection {
  const distinct = new Map(gravest.techniques.map(({ id, name }) => [id, `${id} ${name}`]));
  const corrected = distinct.size === 0 ? 'none' : [...distinct.values()].join(', ');
  const { technique, category, method } = CATALOGUED;
  return line('ATT&CK', says(`${corrected}; as catalogued: ${technique} (${category}, ${method})`));
}

function link({ gravest: { origin, time } }: Incident): RichTextSection[] {
  const url = insightsLink(origin, time);
  if (url === null) return [];
  const text = "The host's log around it, in CloudWatch Logs Insights";
  return [plainLine({ type: 'link', url, text })];
}

function blocksOf(incident: Incident, room: Room, { buttons }: AlertOptions): KnownBlock[] {
  return [
    headerOf(incident),
    title(incident, room),
    bullets(facts(incident, room)),
    paragraph(stresses('Why')),
    bullets(reasonLines(incident.gravest, room)),
    paragraph(stresses(BY_ITSELF)),
    bullets(responseSections(responseLines(incident), room)),
    ...(buttons ? buttonsOf(incident) : []),
    paragraph(stresses(`What to do in ${incident.environment}`)),
    bullets(advice(incident)),
    { type: 'divider' },
    bullets([
      line('Not known', says(unknowns(incident))),
      attack(incident),
      ...link(incident),
      line('Incident', says(`${incident.id}, as of alert ${incident.generation}`)),
    ]),
  ];
}

/** What a notification shows: our own words, numbers and names from lists. */
export function notification(incident: Incident): string {
  const { severity, environment, gravest } = incident;
  return `${severity}, ${environment}: ${happening(gravest).words} (${howOften(incident)})`;
}

/** What a message may have beside its text. */
export interface AlertOptions {
  /** Only where something is behind them, and the message can be edited. */
  readonly buttons: boolean;
}

/** The current state; equal for equal incidents, and within Slack's limits for any. */
export function alertMessage(incident: Incident, options: AlertOptions = { buttons: false }): SlackMessage {
  return { text: notification(incident), blocks: fitting((room) => blocksOf(incident, room, options)) };
}
