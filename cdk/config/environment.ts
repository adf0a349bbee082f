/** What the account calls its environments. */
import * as z from 'zod';
import { ENVIRONMENTS } from '../../shared/incident/incident.ts';
import { DEFAULT_NAMES, DEFAULT_TAG_KEYS } from '../../shared/response/environment/naming.ts';

/** AWS: "Tag naming limits and requirements". Functions are told all of it in 4 KB (AWS: "Lambda quotas"). */
const LONGEST_KEY = 128;
const LONGEST_VALUE = 256;
const MOST = 20;
const ACCOUNT = /^\d{12}$/;

function names(environment: (typeof ENVIRONMENTS)[number]) {
  return z
    .array(z.string().min(1).max(LONGEST_VALUE).regex(/[^*]/, 'has to name something'))
    .max(MOST)
    .default([...DEFAULT_NAMES[environment]]);
}

const EnvironmentsShape = z
  .strictObject({
    tagKeys: z
      .array(z.string().min(1).max(LONGEST_KEY))
      .max(MOST)
      .default([...DEFAULT_TAG_KEYS]),
    names: z
      .strictObject({ ci: names('ci'), staging: names('staging'), production: names('production') })
      .prefault({}),
    accounts: z
      .record(z.string(), z.enum(ENVIRONMENTS))
      .refine(
        (accounts) => Object.keys(accounts).every((account) => ACCOUNT.test(account)),
        'takes accounts by their twelve digits',
      )
      .default({}),
  })
  .prefault({});

/** The value with its default and a sentence. */
export const ENVIRONMENT = {
  environments: EnvironmentsShape.describe(
    `How hosts tell where they stand, one of ${ENVIRONMENTS.join(', ')}: {"tagKeys"} of instances, tasks and clusters, ` +
      '{"names": {"staging": ["stg", "test-*"]}} what those tags say, where * is any text, and {"accounts": ' +
      '{"111122223333": "staging"}}; what nothing tells is production in alerts, and is never contained',
  ),
};
