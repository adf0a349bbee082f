/** Where alerts go beside their topic; each is off unless it is asked for. */
import * as z from 'zod';
import { SEVERITIES } from '../../shared/detection/severity.ts';

const FROM = z.enum(SEVERITIES).default('info');

/** The short ways to write one: on as it is by default, or off. */
function short(written: unknown): unknown {
  if (written === true) return {};
  return written === false ? null : written;
}

const OutputShape = z.preprocess(short, z.strictObject({ from: FROM }).nullable());

const EventBusShape = z.preprocess(
  (written) => (typeof written === 'string' ? { bus: written } : short(written)),
  z
    .strictObject({
      bus: z
        .string()
        .regex(
          /^(?:own|arn:aws[a-z-]*:events:[a-z0-9-]+:\d{12}:event-bus\/[\w./-]{1,256})$/,
          'takes "own" or the ARN of an event bus',
        )
        .default('own'),
      from: FROM,
    })
    .nullable(),
);

/** An event bus and the mildest severity that it gets. */
export type EventBusConfig = NonNullable<z.infer<typeof EventBusShape>>;

const FROM_SENTENCE = `those from a severity on, one of ${SEVERITIES.join(', ')}`;

/** Each value with its default and a sentence. */
export const OUTPUTS = {
  securityHub: OutputShape.default(null).describe(
    'File alerts as findings in Security Hub (CSPM) of this account and region, where it has to be switched on: true, ' +
      `or {"from"} for ${FROM_SENTENCE}`,
  ),
  eventBus: EventBusShape.default(null).describe(
    'Put alerts on an EventBridge bus: true or "own" for one that the stack makes and names as itself, the ARN of one ' +
      `of this region that is there already, or {"bus", "from"} for ${FROM_SENTENCE}`,
  ),
  chatTopic: OutputShape.default(null).describe(
    'Make a second topic, with notifications for Amazon Q Developer in chat applications (Slack, Teams, Chime): true, ' +
      `or {"from"} for ${FROM_SENTENCE}`,
  ),
};
