/** What happened, line by line: our word for what it answers, then the answer. */
import type { RichTextElement, RichTextSection } from '@slack/types';
import type { NamedFile } from '../../detection/finding.ts';
import type { HostSeen, Incident } from '../../incident/incident.ts';
import type { FindingSnapshot } from '../../incident/snapshot.ts';
import { moment } from '../moment.ts';
import { identityOf, loaderFacts } from '../ocsf-description.ts';
import { commandOf } from '../ocsf-evidence.ts';
import { counted } from '../ocsf-title.ts';
import type { Room } from './message-size.ts';
import { line, listed, says, shows } from './rich-text.ts';

function file({ given, path }: NamedFile, { longest }: Room): RichTextElement[] {
  if (path === null || path === given) return [shows(given, longest)];
  return [shows(path, longest), says(', given as '), shows(given, longest)];
}

function program({ program: named, kind }: FindingSnapshot, room: Room): RichTextSection {
  const label = kind === 'stage' ? 'New name' : 'What ran';
  return named === null ? line(label, says('not known')) : line(label, ...file(named, room));
}

function injected({ injected: libraries }: FindingSnapshot, { longest, most }: Room): RichTextSection[] {
  if (libraries.length === 0) return [];
  const shown = libraries.slice(0, most).map(({ given, path }) => shows(path ?? given, longest));
  const more = libraries.length - shown.length;
  return [line('With libraries', ...listed(shown), ...(more > 0 ? [says(` and ${more} more`)] : []))];
}

function loader(snapshot: FindingSnapshot, { longest }: Room): RichTextSection {
  const facts = loaderFacts(snapshot);
  const path = shows(snapshot.loader.path, longest);
  return facts === '' ? line('Through', path) : line('Through', path, says(` (${facts})`));
}

function command({ process }: FindingSnapshot, { longest }: Room): RichTextSection {
  return line(
    'Command',
    process.argv.length === 0 ? says('not known') : shows(commandOf(process), longest * 2),
    ...(process.cwd === null ? [] : [says(' in '), shows(process.cwd, longest)]),
  );
}

function who(snapshot: FindingSnapshot, { longest }: Room): RichTextSection {
  const { name } = snapshot.user;
  const identity = says(identityOf(snapshot));
  return name === null ? line('By', identity) : line('By', shows(name, longest), says(', '), identity);
}

/** A host by its log stream, which it can't forge, and what it calls itself, which it can. */
function hostPieces(host: string, name: string, { longest }: Room): RichTextElement[] {
  if (name === '' || name === host) return [shows(host, longest)];
  return [shows(host, longest), says(' calling itself '), shows(name, longest)];
}

function where({ gravest: { origin, hostName }, environment }: Incident, room: Room): RichTextSection {
  const { account, region, logGroup, logStream } = origin;
  return line(
    'Where',
    ...hostPieces(logStream, hostName, room),
    says(`, ${environment}, account `),
    shows(account, room.longest),
    says(', '),
    shows(region, room.longest),
    says(', log group '),
    shows(logGroup, room.longest),
  );
}

function when({ count, first, last, gravest }: Incident): RichTextSection {
  const more = count > 1 ? `; first ${moment(first)}, last ${moment(last)}` : '';
  return line('When', says(`${moment(gravest.time)}${more}`));
}

/** How often, and on how many hosts. */
export function howOften({ count, countIsAtLeast, hostCount, hostCountIsAtLeast }: Incident): string {
  return `${counted(count, 'execution', countIsAtLeast)} on ${counted(hostCount, 'host', hostCountIsAtLeast)}`;
}

/** Hosts, those that were first. */
export function hostsLine(incident: Incident, hosts: readonly HostSeen[], room: Room): RichTextSection {
  const shown = hosts.slice(0, Math.min(room.most, 5));
  const more = incident.hostCount - shown.length;
  const pieces = shown.flatMap(({ host, name }, index) => [
    ...(index === 0 ? [] : [says(', ')]),
    ...hostPieces(host, name, room),
  ]);
  const others = more > 0 ? [says(` and ${counted(more, 'other', incident.hostCountIsAtLeast)}`)] : [];
  return line('Hosts', ...pieces, ...others);
}

/** What ran, through what, by whom, where, when and how often. */
export function facts(incident: Incident, room: Room): RichTextSection[] {
  const { gravest } = incident;
  return [
    program(gravest, room),
    loader(gravest, room),
    ...injected(gravest, room),
    command(gravest, room),
    who(gravest, room),
    where(incident, room),
    when(incident),
    line('How often', says(howOften(incident))),
    ...(incident.hostCount > 1 ? [hostsLine(incident, incident.hosts, room)] : []),
  ];
}
