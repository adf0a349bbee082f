/** An incident as a message for the SNS topic: an OCSF Detection Finding, with attributes to filter by. */
import type { Incident } from '../incident/incident.ts';
import { plainJson } from '../telemetry/plain-json.ts';
import { emailText } from './email-text.ts';
import { ocsfDetectionFinding } from './ocsf.ts';

/** Bytes of a body: SNS and SQS take 256 KB with attributes, and an envelope of JSON escapes the body once more. */
const MOST_BYTES = 64 * 1024;
/** An incident's own bounds (snapshot.ts), halved until the body fits; no word of ours is longer than the least. */
const LONGEST_TEXT = 1024;
const LEAST_TEXT = 32;
const MOST_ITEMS = 32;
/** SNS refuses a subject of 100 characters (API reference, "Publish"). */
const LONGEST_SUBJECT = 99;

/** What a subscriber can filter by without reading the message. */
export type TopicAttributes = Readonly<
  Record<'severity' | 'kind' | 'environment' | 'account' | 'generation' | 'incident', string>
>;

/** What is published for one generation of an incident. */
export interface TopicMessage {
  /** For e-mail: nothing in it comes from a host. */
  readonly subject: string;
  /** JSON of an OCSF Detection Finding, 64 KiB at most. */
  readonly body: string;
  /** What subscribers by e-mail get instead of the body. */
  readonly email: string;
  readonly attributes: TopicAttributes;
}

function cutText(text: string, longest: number): string {
  // Not in the middle of a character.
  return text.length > longest ? `${text.slice(0, longest).replace(/[\ud800-\udbff]$/, '')}…` : text;
}

/**
 * The incident with shorter texts and lists. It is the incident that is cut and not the finding, so that the finding
 * is whole: ids, counts, times and severities are as they were, and every field is what the schema says.
 */
function cutIncident(incident: Incident, longest: number, most: number): Incident {
  const walk = (value: unknown): unknown => {
    if (typeof value === 'string') return cutText(value, longest);
    if (Array.isArray(value)) return value.slice(0, most).map(walk);
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, walk(item)]));
  };
  // Texts and lists became shorter and nothing else.
  const cut = walk(incident) as Incident;
  // What is decided on is bounded where it is written (bounded-response.ts), and a plan that was cut is another one.
  const { id, fingerprint, response } = incident;
  return { ...cut, id, fingerprint, response };
}

function bodyOf(incident: Incident): string {
  let body = plainJson(ocsfDetectionFinding(incident));
  for (let part = 1; Buffer.byteLength(body) > MOST_BYTES && LONGEST_TEXT / part >= LEAST_TEXT; part *= 2) {
    const cut = cutIncident(incident, LONGEST_TEXT / part, MOST_ITEMS / part);
    body = plainJson(ocsfDetectionFinding(cut, true));
  }
  return body;
}

/** The message for the incident's current generation; equal for equal incidents. */
export function topicMessage(incident: Incident): TopicMessage {
  const { id, severity, environment, generation, hostCount, hostCountIsAtLeast, gravest } = incident;
  const { kind, origin } = gravest;
  const hosts = hostCount === 1 ? '' : `, ${hostCountIsAtLeast ? 'at least ' : ''}${hostCount} hosts`;
  const update = generation > 1 ? `, update ${generation}` : '';
  const subject = `ldwatch: ${severity}, ${kind}, ${environment}, account ${origin.account}${hosts}${update}`;
  return {
    subject: subject.slice(0, LONGEST_SUBJECT),
    body: bodyOf(incident),
    email: emailText(incident),
    attributes: {
      severity,
      kind,
      environment,
      account: origin.account,
      generation: String(generation),
      incident: id,
    },
  };
}
