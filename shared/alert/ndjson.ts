/** One finding as one line of JSON, for programs: the fields' names and types are a promise (docs/ndjson.md). */

import { auditIdsOf, familyOf, injectedOf, loaderPathOf, payloadOf } from '../detection/described.ts';
import type { Finding } from '../detection/finding.ts';

const MOST_ARGUMENTS = 64;
const LONGEST_ARGUMENT = 1024;

function shortened(argument: string | null): string | null {
  return argument !== null && argument.length > LONGEST_ARGUMENT
    ? `${argument.slice(0, LONGEST_ARGUMENT)}…`
    : argument;
}

/** The line, without its newline. */
export function ndjsonLine(finding: Finding): string {
  const { event } = finding;
  const payload = payloadOf(finding);
  return JSON.stringify({
    kind: finding.kind,
    severity: finding.severity,
    time: new Date(event.time).toISOString(),
    host: event.host,
    payload: payload?.given ?? null,
    payload_path: payload?.path ?? null,
    loader: {
      path: loaderPathOf(finding),
      family: finding.kind === 'execute' ? finding.loader.family : null,
      evidence: finding.kind === 'execute' ? finding.loader.evidence : null,
    },
    injected: injectedOf(finding).slice(0, MOST_ARGUMENTS),
    family: familyOf(finding),
    reasons: finding.reasons.map(({ text }) => text),
    reason_ids: finding.reasons.map(({ id }) => id),
    techniques: finding.techniques.map(({ id }) => id),
    audit_ids: auditIdsOf(finding),
    argv: event.argv.slice(0, MOST_ARGUMENTS).map(shortened),
    argc: event.argv.length,
    cwd: event.cwd,
    pid: event.pid,
    ppid: event.ppid,
    user: event.user,
    missing: event.missing,
    source: `${event.pointer.source}:${event.pointer.position}`,
  });
}
