/** Who is told. */
import * as z from 'zod';
import { SEVERITIES } from '../../shared/detection/severity.ts';

const EmailShape = z.preprocess(
  // The short way to write one.
  (written) => (typeof written === 'string' ? { address: written } : written),
  z.strictObject({ address: z.email(), from: z.enum(SEVERITIES).default('info') }),
);

/** An address and the mildest severity that it gets. */
export type EmailConfig = z.infer<typeof EmailShape>;

/** Each value with its default and a sentence. */
export const TELLING = {
  alertEmails: z
    .array(EmailShape)
    .refine(
      (emails) => new Set(emails.map(({ address }) => address)).size === emails.length,
      'takes each address once',
    )
    .default([])
    .describe(
      'E-mail addresses that get alerts, once they have confirmed. An address for every alert, or ' +
        `{"address", "from"} for those from a severity on, one of ${SEVERITIES.join(', ')}`,
    ),
  loginHistory: z
    .boolean()
    .default(true)
    .describe(
      'Look in the log what the same login did around each alert, a minute and a half later, and tell it in the thread',
    ),
  alarmTopicArn: z
    .string()
    .regex(/^arn:aws[a-z-]*:sns:[a-z0-9-]+:\d{12}:[\w-]{1,256}$/, 'takes the ARN of an SNS topic')
    .nullable()
    .default(null)
    .describe(
      'SNS topic of this account and region that is told when the pipeline itself is in trouble; null for alarms ' +
        'that only CloudWatch shows',
    ),
};
