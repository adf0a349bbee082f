/** What is new of an incident since it was last told, for its thread. */
import type { KnownBlock, RichTextSection } from '@slack/types';
import type { Incident, News } from '../../incident/incident.ts';
import { moment } from '../moment.ts';
import { happening, newsOf } from '../ocsf-title.ts';
import { newResponseLines } from '../response-text.ts';
import { notification } from './alert-message.ts';
import { facts, hostsLine, howOften } from './facts.ts';
import { fitting, type Room } from './message-size.ts';
import { reasonLines } from './reasons.ts';
import { responseSections } from './response-lines.ts';
import { bullets, line, paragraph, says, shows, stresses } from './rich-text.ts';
import { headerOf, markOf } from './severity-mark.ts';
import type { SlackMessage } from './slack-message.ts';

function has({ news }: Incident, what: News['what']): boolean {
  return news.some((one) => one.what === what);
}

/** Is there anything that the message which opened the thread can't have told already? */
export function hasNewsForThread({ news }: Incident): boolean {
  return news.some(({ what }) => what !== 'new');
}

function headline(incident: Incident): KnownBlock {
  const said = newsOf(incident);
  if (has(incident, 'severity')) return paragraph(...markOf(incident.severity), stresses(`: ${said}`));
  return paragraph(stresses(`${said.charAt(0).toUpperCase()}${said.slice(1)}`));
}

/** What is graver is another execution than the one that was shown before. */
function graver(incident: Incident, room: Room): KnownBlock[] {
  if (!has(incident, 'severity')) return [];
  return [
    bullets(facts(incident, room)),
    paragraph(stresses('Why')),
    bullets(reasonLines(incident.gravest, room)),
  ];
}

/** Who decided what, or how far it has come. */
function response(incident: Incident, room: Room): KnownBlock[] {
  const tells = incident.news.flatMap((news) => (news.what === 'response' ? [news.tells] : []));
  const [first] = tells;
  if (first === undefined) return [];
  return [bullets(responseSections(newResponseLines(incident, first), room))];
}

/** Of what grew. Where only something was decided, it says nothing new. */
function soFar(incident: Incident): RichTextSection[] {
  if (incident.news.every(({ what }) => what === 'response')) return [];
  return [line('So far', says(`${howOften(incident)}, last ${moment(incident.last)}`))];
}

function latestHosts(incident: Incident, room: Room): RichTextSection[] {
  if (!has(incident, 'hosts')) return [];
  const latest = incident.hosts.toSorted((a, b) => b.first - a.first);
  return [hostsLine(incident, latest, room)];
}

function newsBlocks(incident: Incident, goesOnIn: string | null, room: Room): KnownBlock[] {
  const elsewhere: RichTextSection[] =
    goesOnIn === null ? [] : [line('Goes on in', { type: 'channel', channel_id: goesOnIn })];
  return [
    headline(incident),
    ...graver(incident, room),
    ...response(incident, room),
    bullets([
      ...soFar(incident),
      ...latestHosts(incident, room),
      ...elsewhere,
      line('Incident', says(`${incident.id}, alert ${incident.generation}`)),
    ]),
  ];
}

function textOf(incident: Incident): string {
  return `${newsOf(incident)}: ${notification(incident)}`;
}

/**
 * For a thread, where the first message says what it is about.
 *
 * @param goesOnIn - id of the channel where later generations are told, null where it is this one
 */
export function updateMessage(incident: Incident, goesOnIn: string | null): SlackMessage {
  return { text: textOf(incident), blocks: fitting((room) => newsBlocks(incident, goesOnIn, room)) };
}

/** For a channel without threads: what it is about has to be said again. */
export function updateAlone(incident: Incident): SlackMessage {
  const build = (room: Room): KnownBlock[] => {
    const { words, program } = happening(incident.gravest);
    const path = program === null ? [] : [says(': '), shows(program, room.longest)];
    return [headerOf(incident), paragraph(stresses(words), ...path), ...newsBlocks(incident, null, room)];
  };
  return { text: textOf(incident), blocks: fitting(build) };
}
