/** An alert as it arrives in a subscribed queue, as far as the test reads it. */
import * as z from 'zod';

const EnvelopeShape = z.object({
  Type: z.literal('Notification'),
  Message: z.string(),
  MessageAttributes: z.record(z.string(), z.object({ Type: z.string(), Value: z.string() })).default({}),
});

/** The part of the alert that the test reads; the whole is a Detection Finding of OCSF. */
const AlertShape = z.object({
  class_uid: z.literal(2004),
  finding_info: z.object({ uid: z.string(), title: z.string() }),
  count: z.int().positive(),
  unmapped: z.object({
    ldwatch: z.object({
      generation: z.int().positive(),
      news: z.array(z.object({ what: z.string() })),
      incident: z.object({
        id: z.string(),
        fingerprint: z.string(),
        gravest: z.object({ origin: z.object({ logGroup: z.string() }) }),
      }),
    }),
  }),
});

/** One alert. */
export interface Alert {
  readonly incident: string;
  readonly fingerprint: string;
  readonly logGroup: string;
  /** What it says, for a person. */
  readonly words: string;
  readonly generation: number;
  readonly count: number;
  /** Names of what is new. */
  readonly news: readonly string[];
  /** All of it, as it was published. */
  readonly body: string;
  /** Those of the message, by which subscribers filter. */
  readonly attributes: Readonly<Record<string, string>>;
}

/**
 * Reads a message of a queue that is subscribed to the topic.
 *
 * @throws ZodError, SyntaxError where it is not as documented
 */
export function alertOf(body: string): Alert {
  const { Message, MessageAttributes } = EnvelopeShape.parse(JSON.parse(body));
  const { finding_info, count, unmapped } = AlertShape.parse(JSON.parse(Message));
  const attributes = Object.entries(MessageAttributes).map(([name, { Value }]) => [name, Value]);
  return {
    incident: finding_info.uid,
    fingerprint: unmapped.ldwatch.incident.fingerprint,
    logGroup: unmapped.ldwatch.incident.gravest.origin.logGroup,
    words: finding_info.title,
    generation: unmapped.ldwatch.generation,
    count,
    news: unmapped.ldwatch.news.map(({ what }) => what),
    body: Message,
    attributes: Object.fromEntries(attributes),
  };
}
