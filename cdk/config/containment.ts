/** Whether, where and how far ldwatch contains. */
import * as z from 'zod';
import { ENVIRONMENTS } from '../../shared/incident/incident.ts';
import { MODES } from '../../shared/response/policy/policy.ts';

/** Functions are told all of it in 4 KB (AWS: "Lambda quotas"). */
const MOST_TARGETS = 30;
const MOST_TAGS = 10;

const Key = z
  .string()
  .regex(/^(?!aws:)[\p{L}\p{N}\s_.:/=+@-]{1,128}$/u, 'takes the key of a tag, which may not begin with aws:');

const NeverTag = z.preprocess(
  // The short way to write one: with any value.
  (written) => (typeof written === 'string' ? { key: written } : written),
  z.strictObject({ key: Key, value: z.string().max(256).nullable().default(null) }),
);

const Mode = z.enum(MODES);

const ContainmentShape = z.preprocess(
  (written) => (written === true ? {} : written === false ? null : written),
  z
    .strictObject({
      modes: z
        .strictObject({
          ci: Mode.default('alert'),
          staging: Mode.default('alert'),
          production: Mode.default('propose'),
        })
        .prefault({}),
      dryRun: z.boolean().default(true),
      protectTag: Key.default('ldwatch:protect'),
      neverTargets: z
        .array(z.string().regex(/^i-(?:[\da-f]{17}|[\da-f]{8})$/, 'takes ids of instances'))
        .max(MOST_TARGETS)
        .default([]),
      neverTags: z.array(NeverTag).max(MOST_TAGS).default([]),
      perHour: z.int().min(1).max(100).default(3),
      fleetShare: z.number().min(0.01).max(1).default(0.1),
      liveMinutes: z.int().min(1).max(60).default(30),
      proposalHours: z.int().min(1).max(24).default(4),
    })
    .nullable(),
);

/** How far ldwatch contains. */
export type ContainmentConfig = NonNullable<z.infer<typeof ContainmentShape>>;

/** The value with its default and a sentence. */
export const CONTAINMENT = {
  containment: ContainmentShape.default(null).describe(
    'Containment through runbooks of Systems Manager, docs/containment.md says how to switch it on: null for none, true for a ' +
      `dry run, or {"modes": {"production": "propose"}} of ${ENVIRONMENTS.join(', ')} one of ${MODES.join(', ')}, ` +
      '"dryRun": false for changes to be made, "protectTag", "neverTargets" and "neverTags" for what is never contained, ' +
      '"perHour" and "fleetShare" (0.1 is a tenth) for how much may be at a time, "liveMinutes" and "proposalHours"',
  ),
};
