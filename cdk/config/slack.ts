/** Alerts in Slack. */
import * as z from 'zod';
import { SEVERITIES } from '../../shared/detection/severity.ts';
import { ENVIRONMENTS } from '../../shared/incident/incident.ts';

/** The id and not the name: messages are edited and looked for by it, and it stays when a channel is renamed. */
const Channel = z
  .string()
  .regex(
    /^[CG][A-Z0-9]{7,20}$/,
    "takes the id of a channel, such as C0123456789: it stands at the end of the channel's details",
  );

const SecretArn = z
  .string()
  .regex(
    /^arn:aws[a-z-]*:secretsmanager:[a-z0-9-]+:\d{12}:secret:[\w/+=.@-]{1,512}-[A-Za-z0-9]{6}$/,
    'takes the whole ARN of a secret, with the hyphen and six characters at its end',
  );

const KeyArn = z
  .string()
  .regex(/^arn:aws[a-z-]*:kms:[a-z0-9-]+:\d{12}:key\/[\w-]{1,64}$/, 'takes the ARN of a KMS key');

/** Never a name, which anybody can give themself. They all stand in one environment variable, of 4 KB with the others. */
const Approvers = z
  .array(
    z
      .string()
      .regex(
        /^[UW][A-Z0-9]{7,20}$/,
        'takes ids of members, such as U0123456789: "Copy member ID" in a profile shows them',
      ),
  )
  .max(100);

const SlackShape = z
  .strictObject({
    secretArn: SecretArn,
    secretKeyArn: KeyArn.nullable().default(null),
    mode: z.enum(['bot', 'webhook']).default('bot'),
    channel: Channel.nullable().default(null),
    channelsBySeverity: z.partialRecord(z.enum(SEVERITIES), Channel).default({}),
    channelsByEnvironment: z.partialRecord(z.enum(ENVIRONMENTS), Channel).default({}),
    from: z.enum(SEVERITIES).default('info'),
    signingSecretArn: SecretArn.nullable().default(null),
    signingSecretKeyArn: KeyArn.nullable().default(null),
    approvers: Approvers.default([]),
    team: z
      .string()
      .regex(/^[TE][A-Z0-9]{7,20}$/, 'takes the id of a workspace, such as T0123456789')
      .nullable()
      .default(null),
    actionConcurrency: z.int().min(1).max(100).nullable().default(5),
  })
  .refine(({ mode, signingSecretArn }) => mode === 'bot' || signingSecretArn === null, {
    path: ['signingSecretArn'],
    message:
      'takes none where mode is "webhook": its messages have no buttons, because they can\'t be edited',
  })
  .refine(({ signingSecretArn, approvers }) => (signingSecretArn === null) === (approvers.length === 0), {
    path: ['approvers'],
    message: 'has to name who may press buttons, and takes nobody where there is no signingSecretArn',
  })
  .refine(({ mode, channel }) => mode === 'webhook' || channel !== null, {
    path: ['channel'],
    message: 'has to name the channel that is told, where mode is "bot"',
  })
  .refine(
    ({ mode, channel, channelsBySeverity, channelsByEnvironment }) =>
      mode === 'bot' ||
      (channel === null && Object.keys({ ...channelsBySeverity, ...channelsByEnvironment }).length === 0),
    {
      path: ['mode'],
      message: 'takes no channels where it is "webhook": a webhook posts into the one that it was made for',
    },
  );

/** How Slack is told. */
export type SlackConfig = z.infer<typeof SlackShape>;

/** The value with its default and a sentence. */
export const SLACK = {
  slack: SlackShape.nullable()
    .default(null)
    .describe(
      'Alerts in Slack, docs/slack.md says how: {"secretArn", "channel"} with the secret of this account and region ' +
        'that holds the bot token, and the channel that is told; others by severity, {"channelsBySeverity": ' +
        `{"critical": "C…"}} of ${SEVERITIES.join(', ')}, and where that names none by environment, ` +
        `{"channelsByEnvironment": {"ci": "C…"}} of ${ENVIRONMENTS.join(', ')}; "from" a severity on; ` +
        '"secretKeyArn" where the secret has a KMS key of its own; "mode": "webhook" for a secret that holds the ' +
        'address of an incoming webhook, which has no threads; "signingSecretArn" and "approvers" for buttons, with the ' +
        'secret that holds the signing secret of the app ("signingSecretKeyArn" for its key) and the ids of the members ' +
        'who may press them, "team" where only those of one workspace may, "actionConcurrency" for how many presses ' +
        'are worked on at a time, null for no limit; null for no Slack',
    ),
};
