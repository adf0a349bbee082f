/**
 * Suppressions: a person says that a behaviour is known and need not be told, until when and why. What is suppressed
 * is still recorded and counted.
 */
import * as z from 'zod/mini';
import { mayLeadElsewhere } from '../detection/directories.ts';
import { compareSeverity, SEVERITIES } from '../detection/severity.ts';
import type { Fingerprint } from './fingerprint.ts';
import type { SuppressedBy } from './incident.ts';
import type { FindingSnapshot } from './snapshot.ts';

const LONGEST_PATTERN = 512;
const pattern = z
  .string()
  .check(z.minLength(1), z.maxLength(LONGEST_PATTERN), z.regex(/[^*]/, 'has to name something'));

/** What a suppression applies to: everything that is given has to fit; `*` in a pattern is any text. */
const MatchShape = z.strictObject({
  fingerprint: z.optional(z.string().check(z.regex(/^[\da-f]{20}$/))),
  account: z.optional(z.string().check(z.regex(/^\d{12}$/))),
  logGroup: z.optional(pattern),
  host: z.optional(pattern),
  program: z.optional(pattern),
  loader: z.optional(pattern),
  uid: z.optional(z.int()),
});

/** A suppression as it is stored. */
export const SuppressionShape = z.strictObject({
  id: z.string().check(z.minLength(1), z.maxLength(64)),
  match: MatchShape.check(
    z.refine((match) => Object.values(match).some((value) => value !== undefined), 'has to name something'),
  ),
  /** Graver findings are told all the same. */
  severityAtMost: z.enum(SEVERITIES),
  author: z.string().check(z.minLength(1), z.maxLength(128)),
  reason: z.string().check(z.minLength(1), z.maxLength(1024)),
  /** Milliseconds since 1970: from then on it suppresses nothing. */
  until: z.number(),
});

/** Who silenced what, why, and until when. */
export type Suppression = z.infer<typeof SuppressionShape>;

/** Compares with `*` in linear time: whoever writes the text must not be able to make it slow. */
export function matchesPattern(wanted: string, text: string): boolean {
  const [head = '', ...rest] = wanted.split('*');
  const tail = rest.pop();
  if (tail === undefined) return text === wanted;
  if (text.length < head.length + tail.length || !text.startsWith(head) || !text.endsWith(tail)) return false;
  let at = head.length;
  const end = text.length - tail.length;
  for (const part of rest) {
    const found = text.indexOf(part, at);
    if (found < 0 || found + part.length > end) return false;
    at = found + part.length;
  }
  return true;
}

/** Nothing asked fits; something asked fits no unknown value. */
function fits(wanted: string | undefined, actual: string | null): boolean {
  return wanted === undefined || (actual !== null && matchesPattern(wanted, actual));
}

/**
 * Is other code than the program's and its own libraries' in the process? Whoever suppressed a program did not mean
 * what somebody slips into it; a fingerprint holds injected libraries too.
 */
function bringsOtherCode({ injected, reasons }: FindingSnapshot): boolean {
  return injected.length > 0 || reasons.some(({ id }) => id === 'library-path-open-to-all');
}

/** Null where a link may have led elsewhere. */
function pathForSure({ program, process }: FindingSnapshot): string | null {
  if (program === null || mayLeadElsewhere(program.given, process.cwd)) return null;
  return program.path;
}

function applies({ match, severityAtMost, until }: Suppression, of: Suppressible, now: number): boolean {
  const { fingerprint, finding } = of;
  const { origin, loader, user } = finding;
  return (
    now < until &&
    compareSeverity(finding.severity, severityAtMost) <= 0 &&
    (match.fingerprint === undefined || match.fingerprint === fingerprint) &&
    (match.account === undefined || match.account === origin.account) &&
    (match.uid === undefined || match.uid === user.uid) &&
    fits(match.logGroup, origin.logGroup) &&
    fits(match.host, origin.logStream) &&
    // Only a path that is known for sure: `../` behind somebody's link could lead out of the pattern.
    fits(match.program, pathForSure(finding)) &&
    (match.program === undefined || match.fingerprint !== undefined || !bringsOtherCode(finding)) &&
    fits(match.loader, loader.path)
  );
}

/** What may be suppressed. */
export interface Suppressible {
  readonly fingerprint: Fingerprint;
  readonly finding: FindingSnapshot;
}

/**
 * @param now - milliseconds since 1970
 * @returns the suppression that holds longest for this finding, null where it has to be told
 */
export function suppressionFor(
  suppressions: readonly Suppression[],
  of: Suppressible,
  now: number,
): SuppressedBy | null {
  const [longest] = suppressions
    .filter((suppression) => applies(suppression, of, now))
    .sort((a, b) => b.until - a.until);
  if (longest === undefined) return null;
  const { id, author, reason, until } = longest;
  return { id, author, reason, until };
}
