/** An incident as a message for the SNS topic: an OCSF Detection Finding, with attributes to filter by. */
import type { Incident } from '../incident/incident.ts';
import { plainJson } from '../telemetry/plain-json.ts';
import { emailText } from './email-text.ts';
import { ocsfDetectionFinding } from './ocsf.ts';
import { shortenedToFit } from './shortened.ts';
import { tellsOf } from './tells.ts';

/** Bytes of a body: SNS and SQS take 256 KB with attributes, and an envelope of JSON escapes the body once more. */
const MOST_BYTES = 64 * 1024;
/** SNS refuses a subject of 100 characters (API reference, "Publish"). */
const LONGEST_SUBJECT = 99;

/** What a subscriber can filter by without reading the message. */
export type TopicAttributes = Readonly<
  Record<'severity' | 'kind' | 'environment' | 'account' | 'generation' | 'incident' | 'tells', string>
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

function bodyOf(incident: Incident): string {
  return shortenedToFit(
    incident,
    (shown, shortened) => plainJson(ocsfDetectionFinding(shown, shortened)),
    (body) => Buffer.byteLength(body) <= MOST_BYTES,
  );
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
      tells: tellsOf(incident),
    },
  };
}
