/**
 * The description of an incident for a person: one line for each question, whatever the host's texts contain. They
 * stand behind our words, with line breaks escaped and quoted where they aren't plain words, so that none can pass for
 * a line or a statement of ours.
 */
import type { HostSeen, Incident } from '../incident/incident.ts';
import type { FindingSnapshot } from '../incident/snapshot.ts';
import type { ArgvFidelity, MissingPart } from '../telemetry/exec-event.ts';
import { commandOf } from './ocsf-evidence.ts';
import { counted, happened } from './ocsf-title.ts';
import { printable, printableArgument } from './printable.ts';

const MOST_HOSTS = 10;
const LONGEST_REASON = 2000;

const EVIDENCE: Readonly<Record<NonNullable<FindingSnapshot['loader']['evidence']>, string>> = {
  name: 'known by its name',
  hash: 'known by its bytes, which are those of a loader of this host',
  inode: "known by its inode, which is that of the system's linker",
  'known-copy': 'a copy or link whose making was seen',
  options: 'known by options that only loaders take',
  memory: 'in memory, without a name on disk',
  circumstances: 'concluded from circumstances',
};

const MISSING: Readonly<Record<MissingPart, string>> = {
  process: 'the process and who ran it',
  arguments: 'the arguments',
  'working-directory': 'the working directory',
  files: 'the files that the kernel opened',
};

const FIDELITY: Readonly<Record<ArgvFidelity, string | null>> = {
  exact: null,
  joined: 'where one argument ends and the next begins',
  truncated: 'the end of the command line',
  none: MISSING.arguments,
};

/** An instant, as it stands in every text: `2026-11-23 03:02:13.349 UTC`. */
export function moment(time: number): string {
  return `${new Date(time).toISOString().replace('T', ' ').replace('Z', '')} UTC`;
}

/** Which loader it is and how that is known; empty where the kind of finding has neither. */
export function loaderFacts({ loader: { family, evidence } }: FindingSnapshot): string {
  return [family, evidence === null ? null : EVIDENCE[evidence]].filter((fact) => fact !== null).join(', ');
}

/** The loader's path and how it is known to be one. */
export function loaderText(snapshot: FindingSnapshot): string {
  const facts = loaderFacts(snapshot);
  const path = printableArgument(snapshot.loader.path);
  return facts === '' ? path : `${path} (${facts})`;
}

/** Who ran it and which process it was: the numbers alone. */
export function identityOf({ user, process: { pid, ppid } }: FindingSnapshot): string {
  const elevated = user.euid !== null && user.euid !== user.uid ? `, effective uid ${user.euid}` : '';
  const login =
    user.auid === null
      ? 'no login (daemon or container)'
      : `login uid ${user.auid}, session ${user.session ?? '?'}`;
  return `uid ${user.uid ?? '?'}${elevated}, ${login}, process ${pid ?? '?'}, parent ${ppid ?? '?'}`;
}

/** User, login and process. */
export function who(snapshot: FindingSnapshot): string {
  const { name } = snapshot.user;
  return `${name === null ? '' : `${printableArgument(name)}, `}${identityOf(snapshot)}`;
}

function hostText({ host, name, count }: HostSeen): string {
  const label = name === '' || name === host ? '' : ` calling itself ${printableArgument(name)}`;
  return `${printableArgument(host)}${label} (${counted(count, 'execution', false)})`;
}

function hostsText({ hosts, hostCount, hostCountIsAtLeast }: Incident): string {
  const shown = hosts.slice(0, MOST_HOSTS).map(hostText).join(', ');
  const more = hostCount - Math.min(hosts.length, MOST_HOSTS);
  return more > 0 ? `${shown} and ${counted(more, 'other', hostCountIsAtLeast)}` : shown;
}

/** What the record of an execution would be read as telling and doesn't. */
export function unknownOf({ missing, process }: FindingSnapshot): Set<string> {
  const unknown = new Set(missing.map((part) => MISSING[part]));
  const fidelity = FIDELITY[process.argvFidelity];
  if (fidelity !== null) unknown.add(fidelity);
  return unknown;
}

/** What an alert would be read as telling and doesn't: `nothing`, or parts with semicolons between them. */
export function unknowns({ gravest, countIsAtLeast, hostCountIsAtLeast }: Incident): string {
  const unknown = unknownOf(gravest);
  if (countIsAtLeast) unknown.add('the exact number of executions');
  if (hostCountIsAtLeast) unknown.add('the exact number of hosts');
  return unknown.size === 0 ? 'nothing' : [...unknown].join('; ');
}

/** The file that the finding is about, and how it was given where that differs. */
export function programText({ program }: FindingSnapshot): string {
  if (program === null) return 'not known';
  const { path, given } = program;
  if (path === null || path === given) return printableArgument(given);
  return `${printableArgument(path)}, given as ${printableArgument(given)}`;
}

/** Lines, each beginning with what it answers; the details are of the gravest execution. */
export function descriptionOf(incident: Incident): string {
  const { gravest, count, first, last, environment } = incident;
  const { origin, process, sourceEventId, relatedEventIds, reasons } = gravest;
  return [
    `What: ${happened(gravest)}`,
    `${gravest.kind === 'stage' ? 'New name' : 'Program'}: ${programText(gravest)}`,
    `Loader: ${loaderText(gravest)}`,
    `Command: ${process.argv.length === 0 ? 'not known' : commandOf(process)}`,
    `Directory: ${process.cwd === null ? 'not known' : printableArgument(process.cwd)}`,
    `Who: ${who(gravest)}`,
    `Where: account ${printable(origin.account)}, ${printable(origin.region)}, ${environment}, log group ${printableArgument(origin.logGroup)}, host ${printableArgument(origin.logStream)}`,
    `When: ${moment(gravest.time)}${count > 1 ? `; first ${moment(first)}, last ${moment(last)}` : ''}`,
    `How often: ${counted(count, 'execution', incident.countIsAtLeast)} on ${counted(incident.hostCount, 'host', incident.hostCountIsAtLeast)}`,
    `Hosts: ${hostsText(incident)}`,
    ...reasons.map(({ text }) => `Why: ${printable(text, LONGEST_REASON)}`),
    `Missing in the record: ${unknowns(incident)}`,
    `Events: ${[sourceEventId, ...relatedEventIds].map(printableArgument).join(' ')}`,
  ].join('\n');
}
