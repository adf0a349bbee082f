/** The other end of topic-message.ts: the incident in a message of the topic, for our own functions that subscribe. */
import * as z from 'zod/mini';
import { SEVERITIES } from '../detection/severity.ts';
import { ENVIRONMENTS, type Incident } from '../incident/incident.ts';

/** Only our own function publishes: the shape tells another version's messages, and makes sure of what texts are built from. */
const MessageShape = z.looseObject({
  unmapped: z.looseObject({
    ldwatch: z.looseObject({
      incident: z.looseObject({
        id: z.string().check(z.regex(/^[\da-z-]{1,100}$/)),
        generation: z.int().check(z.minimum(1)),
        severity: z.enum(SEVERITIES),
        environment: z.enum(ENVIRONMENTS),
        count: z.int(),
        hostCount: z.int(),
        news: z.array(
          z.discriminatedUnion('what', [
            z.object({ what: z.literal('new') }),
            z.object({ what: z.literal('severity'), from: z.enum(SEVERITIES) }),
            z.object({ what: z.literal('repeats'), passed: z.int() }),
            z.object({ what: z.literal('hosts'), passed: z.int() }),
          ]),
        ),
        hosts: z.array(z.looseObject({ host: z.string(), name: z.string() })),
        gravest: z.looseObject({
          kind: z.enum(['execute', 'stage', 'foreign-interpreter']),
          origin: z.looseObject({ account: z.string(), region: z.string() }),
          reasons: z.array(z.looseObject({ text: z.string() })),
        }),
      }),
    }),
  }),
});

/** A message that this version can't read. */
export class TopicMessageError extends Error {
  override readonly name = 'TopicMessageError';
}

/**
 * @param body - of a message, delivered raw
 * @throws TopicMessageError
 */
export function incidentOfMessage(body: string): Incident {
  let message: unknown;
  try {
    message = JSON.parse(body);
  } catch {
    throw new TopicMessageError('the message is no JSON: is the subscription for raw delivery?');
  }
  const parsed = MessageShape.safeParse(message);
  if (!parsed.success)
    throw new TopicMessageError(
      `the message is no alert that this version can read: ${parsed.error.issues[0]?.path.join('.') ?? ''}`,
    );
  // Checked as far as it tells versions apart; the rest is what `topicMessage` wrote.
  return parsed.data.unmapped.ldwatch.incident as unknown as Incident;
}
