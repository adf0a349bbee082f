/** How long evidence can't be changed, and by whom not. */
import * as z from 'zod';

/** Each value with its default and a sentence. */
export const EVIDENCE = {
  evidenceRetentionDays: z
    .int()
    .min(1)
    .max(3650)
    .default(90)
    .describe(
      'Days for which nobody can delete or overwrite evidence in its bucket; it stays there after them',
    ),
  evidenceLock: z
    .enum(['governance', 'compliance'])
    .default('governance')
    .describe(
      'Who may shorten that: with governance whoever has s3:BypassGovernanceRetention; with compliance nobody, the ' +
        'account itself included, so that it costs what it costs until the end',
    ),
};
