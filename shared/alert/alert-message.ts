/** The way back from what the topic's subscribers get to the incident that it tells. */
import * as z from 'zod/mini';
import { SEVERITIES } from '../detection/severity.ts';
import { ENVIRONMENTS, type Incident } from '../incident/incident.ts';

/** A message that is none of ours, or of a version that this one can't read. */
export class AlertMessageError extends Error {
  override readonly name = 'AlertMessageError';
}

/**
 * Only the topic sends here, and only `publish` to it: the shape tells other versions, not an attacker's work, and makes
 * sure of what texts are built from.
 */
const MessageShape = z.looseObject({
  metadata: z.looseObject({ uid: z.string() }),
  unmapped: z.looseObject({
    ldwatch: z.looseObject({
      incident: z.looseObject({
        id: z.string().check(z.regex(/^[\da-z-]{1,100}$/)),
        fingerprint: z.string(),
        generation: z.int().check(z.minimum(1)),
        severity: z.enum(SEVERITIES),
        environment: z.enum(ENVIRONMENTS),
        count: z.int(),
        hostCount: z.int(),
        window: z.object({ from: z.number(), to: z.number() }),
        news: z.array(
          z.discriminatedUnion('what', [
            z.object({ what: z.literal('new') }),
            z.object({ what: z.literal('severity'), from: z.enum(SEVERITIES) }),
            z.object({ what: z.literal('repeats'), passed: z.int() }),
            z.object({ what: z.literal('hosts'), passed: z.int() }),
            z.object({ what: z.literal('response') }),
          ]),
        ),
        hosts: z.array(z.looseObject({ host: z.string(), name: z.string() })),
        gravest: z.looseObject({
          kind: z.enum(['execute', 'stage', 'foreign-interpreter', 'inject']),
          origin: z.looseObject({ account: z.string(), region: z.string() }),
          reasons: z.array(z.looseObject({ text: z.string() })),
        }),
        response: z.looseObject({ containment: z.looseObject({ state: z.string() }) }),
      }),
    }),
  }),
});

/** What SNS puts around a message where raw delivery is off. */
const EnvelopeShape = z.looseObject({ Type: z.literal('Notification'), Message: z.string() });

/** One alert as a queue behind the topic delivers it. */
export interface AlertMessage {
  /** The same whenever this generation of this incident is told. */
  readonly uid: string;
  /** In valid Unicode, and perhaps shortened. */
  readonly incident: Incident;
  /** The OCSF Detection Finding, JSON of 64 KiB at most (topic-message.ts). */
  readonly finding: string;
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new AlertMessageError('the message is no JSON, and no alert of ldwatch');
  }
}

/**
 * @param body - as the topic delivered it, raw or in its envelope, which is how SNS may leave it in a dead-letter queue
 * @throws AlertMessageError where it is no alert of this version
 */
export function alertMessageOf(body: string): AlertMessage {
  const value = jsonOf(body);
  const envelope = EnvelopeShape.safeParse(value);
  if (envelope.success) return alertMessageOf(envelope.data.Message);
  const parsed = MessageShape.safeParse(value);
  if (!parsed.success)
    throw new AlertMessageError(
      `the message is no alert that this version can read: it has to be an OCSF finding from the topic of alerts (${parsed.error.issues[0]?.path.join('.') ?? ''})`,
    );
  const { metadata, unmapped } = parsed.data;
  // Checked as far as it tells versions apart; the rest is what `publish` wrote (ocsf.ts).
  const incident = unmapped.ldwatch.incident as unknown as Incident;
  return { uid: metadata.uid, incident, finding: body };
}
