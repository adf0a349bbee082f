/** How much the functions may take, and how they group what they find. */
import { RetentionDays } from 'aws-cdk-lib/aws-logs';
import * as z from 'zod';

const RETENTIONS = Object.values(RetentionDays).filter((days) => typeof days === 'number');

/** Each value with its default and a sentence. */
export const WORK = {
  memoryMb: z
    .int()
    .min(256)
    .max(10_240)
    .default(512)
    .describe('Memory in MB of the functions that judge; their share of a processor grows with it'),
  timeoutSeconds: z
    .int()
    .min(10)
    .max(900)
    .default(60)
    .describe('Seconds that detection may take for one call: a payload, or a batch of them'),
  reservedConcurrency: z
    .int()
    .min(1)
    .max(1000)
    .nullable()
    .default(null)
    .describe(
      'Instances of the detecting function that may run at a time, taken from the account; null for no limit of their own',
    ),
  settleDelaySeconds: z
    .int()
    .min(20)
    .max(300)
    .default(20)
    .describe(
      'Seconds until the log is read again around what could not be judged at once: a program shows within ten that ' +
        'it lives on, and shippers need some',
    ),
  incidentWindowHours: z
    .int()
    .min(1)
    .max(168)
    .default(24)
    .describe('Hours for which the same behaviour is one incident'),
  logRetentionDays: z
    .union(
      RETENTIONS.map((days) => z.literal(days)),
      `takes one of ${RETENTIONS.join(', ')}`,
    )
    .default(RetentionDays.ONE_MONTH)
    .describe("Days that the functions' own logs are kept; 9999 for ever"),
};
