/** How long incidents are kept, under which key, and what becomes of them in the end. */
import * as z from 'zod';

/** Each value with its default and a sentence. */
export const KEEPING = {
  incidentRetentionDays: z
    .int()
    .min(30)
    .max(3650)
    .default(400)
    .describe(
      'Days after its last change for which an incident is kept: longer than its window and than a dead letter lies, ' +
        'or it would be counted and told anew',
    ),
  onDestroy: z
    .enum(['keep', 'delete'])
    .default('keep')
    .describe(
      'What `npm run destroy` does with the table of incidents and its key: keep leaves them in the account, where ' +
        'they cost what they hold; delete takes effect with the next `npm run deploy`',
    ),
  customerManagedKey: z
    .boolean()
    .default(false)
    .describe(
      'Make a KMS key for the table, the topics and the Kinesis stream, whose use you can watch and stop; without it ' +
        'they are encrypted with keys of AWS, and the queues always are',
    ),
};
