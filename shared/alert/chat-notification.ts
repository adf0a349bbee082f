/**
 * An incident as a custom notification of Amazon Q Developer in chat applications (formerly AWS Chatbot), which brings
 * it to Slack, Microsoft Teams or Chime without a token of theirs (Administrator Guide, "Custom notifications"). All
 * generations of an incident are one thread. What a host wrote stands in code spans and nowhere else (chat-text.ts).
 *
 * The guide names no lengths: those here keep the whole below what Slack takes as one text (3,000 characters).
 */
import type { Environment, Incident } from '../incident/incident.ts';
import { inCode, inSentence } from './chat-text.ts';
import { instanceArnsOf } from './host-arns.ts';
import { ADVICE } from './ocsf-catalogue.ts';
import { commandOf } from './ocsf-evidence.ts';
import { counted, happening, newsOf } from './ocsf-title.ts';
import { decisionLine, hasResponse, type ResponseLine, stateLines } from './response-text.ts';

const LONGEST_COMMAND = 300;
const LONGEST_NAME = 120;
const LONGEST_REASON = 200;
const MOST_REASONS = 4;
const MOST_RESPONSES = 3;
const MOST_HOSTS = 3;
const MOST_RESOURCES = 10;

const MARKS = { info: '⚪', low: '🔵', medium: '🟡', high: '🟠', critical: '🔴' } as const;

/** The advice, a step each. */
function stepsOf(environment: Environment): string[] {
  const { first, next, further } = ADVICE[environment];
  return [`First: ${first}`, `Then: ${next}`, `And: ${further}`];
}

/** The schema of custom notifications, as far as ldwatch fills it. */
export interface ChatNotification {
  readonly version: '1.0';
  readonly source: 'custom';
  /** The same whenever this generation is told again. */
  readonly id: string;
  readonly content: {
    readonly textType: 'client-markdown';
    readonly title: string;
    readonly description: string;
    readonly nextSteps: readonly string[];
    readonly keywords: readonly string[];
  };
  readonly metadata: {
    /** The incident: what has the same is one thread. */
    readonly threadId: string;
    readonly summary: string;
    readonly eventType: 'ldwatch-incident';
    /** ARNs of hosts. */
    readonly relatedResources: readonly string[];
    /** For custom actions in the chat: our own words and ids, nothing that a host wrote. */
    readonly additionalContext: Readonly<Record<string, string>>;
  };
}

function name(text: string): string {
  return inCode(text, LONGEST_NAME);
}

function responseText({ label, text }: ResponseLine): string {
  return `*${label}:* ${inSentence(text, LONGEST_REASON)}`;
}

/** How it stands, and who decided last. */
function responseTexts(incident: Incident): string[] {
  if (!hasResponse(incident)) return [];
  const { decisions } = incident.response;
  const state = stateLines(incident).slice(0, MOST_RESPONSES);
  return [...state, ...decisions.slice(-1).map(decisionLine)].map(responseText);
}

/** Our own words and numbers. */
function headline(incident: Incident): string {
  const { gravest, severity, environment } = incident;
  const hosts = counted(incident.hostCount, 'host', incident.hostCountIsAtLeast);
  return `${MARKS[severity]} ${severity}: ${happening(gravest).words} (${environment}, ${hosts})`;
}

function descriptionOf(incident: Incident): string {
  const { gravest, count, hosts, hostCount } = incident;
  const { program, process, loader, user, origin, reasons } = gravest;
  const executions = counted(count, 'execution', incident.countIsAtLeast);
  const shown = hosts.slice(0, MOST_HOSTS).map(({ host }) => name(host));
  const others = hostCount - shown.length;
  const more = others > 0 ? ` and ${counted(others, 'other', incident.hostCountIsAtLeast)}` : '';
  const left = reasons.length - MOST_REASONS;
  return [
    `*Program:* ${program === null ? 'not known' : name(program.path ?? program.given)}`,
    `*Loader:* ${name(loader.path)}`,
    `*Command:* ${process.argv.length === 0 ? 'not known' : inCode(commandOf(process), LONGEST_COMMAND)}`,
    `*User:* ${user.name === null ? '' : `${name(user.name)}, `}uid ${user.uid ?? 'not known'}, login uid ${user.auid ?? 'none'}`,
    `*Hosts:* ${shown.join(', ')}${more}`,
    `*Where:* account ${name(origin.account)}, ${name(origin.region)}`,
    `*How often:* ${executions}, last ${new Date(incident.last).toISOString()} (${newsOf(incident)})`,
    ...responseTexts(incident),
    ...reasons.slice(0, MOST_REASONS).map(({ text }) => `• ${inSentence(text, LONGEST_REASON)}`),
    ...(left > 0 ? [`• and ${counted(left, 'reason', false)} more`] : []),
    `Incident ${incident.id}, alert ${incident.generation}`,
  ].join('\n');
}

/**
 * The notification of the incident's current generation; equal for equal incidents.
 *
 * @param uid - of the alert (alert-message.ts)
 */
export function chatNotification(incident: Incident, uid: string, partition: string): ChatNotification {
  const { id, severity, environment, generation, gravest } = incident;
  return {
    version: '1.0',
    source: 'custom',
    id: uid,
    content: {
      textType: 'client-markdown',
      title: headline(incident),
      description: descriptionOf(incident),
      nextSteps: stepsOf(environment),
      keywords: ['ldwatch', severity, gravest.kind, environment],
    },
    metadata: {
      threadId: id,
      summary: headline(incident),
      eventType: 'ldwatch-incident',
      relatedResources: instanceArnsOf(incident, partition).slice(0, MOST_RESOURCES),
      additionalContext: {
        incident: id,
        generation: String(generation),
        severity,
        environment,
        account: gravest.origin.account,
      },
    },
  };
}
