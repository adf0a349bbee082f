/**
 * Takes findings into an incident. Whatever order and batches they come in, and however often, the incident ends the
 * same: all but the count is a maximum, a minimum or a set, and what was counted is remembered.
 */
import { compareSeverity } from '../detection/severity.ts';
import { graverEnvironment } from '../response/environment/resolve.ts';
import { NO_RESPONSE } from '../response/response.ts';
import { CountedIds } from './counted-ids.ts';
import type { Fingerprint } from './fingerprint.ts';
import { HostSet, withHosts } from './host-set.ts';
import type { Environment, Incident, SuppressedBy } from './incident.ts';
import { type Extent, newsOf } from './news.ts';
import { withReports } from './reports.ts';
import type { FindingSnapshot } from './snapshot.ts';
import { incidentId, type Window } from './window.ts';

/** An incident with what it needs to go on. */
export interface IncidentRecord {
  readonly incident: Incident;
  readonly counted: Uint8Array;
  readonly hostHashes: Uint8Array;
  /** What its latest generation tells; null while it has none. */
  readonly told: Extent | null;
}

/** Findings of one behaviour in one window. */
export interface Batch {
  readonly fingerprint: Fingerprint;
  readonly window: Window;
  readonly environment: Environment;
  readonly suppressedBy: SuppressedBy | null;
  /** At least one. */
  readonly findings: readonly [FindingSnapshot, ...FindingSnapshot[]];
}

/** What makes a finding one and the same: the same execution, claimed to be the same. Streams have ids of their own. */
function idOf({ origin, hostName, sourceEventId, kind, program }: FindingSnapshot): string {
  return JSON.stringify([origin.logStream, hostName, sourceEventId, kind, program?.given ?? null]);
}

/** The graver; of two alike the earlier, and then whichever has the smaller id, so that order can't matter. */
function graver(a: FindingSnapshot, b: FindingSnapshot): FindingSnapshot {
  const difference = compareSeverity(a.severity, b.severity) || b.time - a.time;
  if (difference !== 0) return difference > 0 ? a : b;
  return idOf(a) <= idOf(b) ? a : b;
}

/**
 * @param before - null where there was no incident yet
 * @returns the incident with the findings in it; null where they change nothing, because all were in it already
 * @throws RangeError where what was remembered of `before` can't be read
 */
export function mergeFindings(before: IncidentRecord | null, batch: Batch): IncidentRecord | null {
  const { findings, suppressedBy } = batch;
  const old = before?.incident ?? null;
  const counted = before === null ? CountedIds.empty() : CountedIds.decode(before.counted);
  const hosts = before === null ? HostSet.empty() : HostSet.decode(before.hostHashes);
  const hostsBefore = hosts.size;
  const counts = counted
    .add(findings.map((finding) => ({ id: idOf(finding), time: finding.time })))
    .map(Number);
  for (const { origin } of findings) hosts.add(origin.logStream);
  const gravest = findings.reduce(graver, old?.gravest ?? findings[0]);
  const reports = withReports(old?.reports ?? [], findings);
  const grew =
    counts.includes(1) ||
    hosts.size > hostsBefore ||
    JSON.stringify(reports) !== JSON.stringify(old?.reports ?? []);
  const now: Extent = {
    severity: gravest.severity,
    count: counts.reduce((sum, one) => sum + one, old?.count ?? 0),
    hostCount: hosts.size,
    reportCount: reports.length,
  };
  const told = before?.told ?? null;
  // Of what was counted while it was suppressed, this may be the first that has to be told.
  const news = suppressedBy === null ? newsOf(told, now) : [];
  if (old !== null && !grew && news.length === 0 && gravest.severity === old.severity) return null;
  const { reportCount: _, ...extent } = now;
  const incident: Incident = {
    ...extent,
    id: incidentId(batch.fingerprint, batch.window),
    fingerprint: batch.fingerprint,
    window: batch.window,
    environment: old === null ? batch.environment : graverEnvironment(old.environment, batch.environment),
    generation: (old?.generation ?? 0) + (news.length > 0 ? 1 : 0),
    news: news.length > 0 ? news : (old?.news ?? []),
    countIsAtLeast: counted.forgot,
    first: findings.reduce((least, { time }) => Math.min(least, time), old?.first ?? gravest.time),
    last: findings.reduce((most, { time }) => Math.max(most, time), old?.last ?? gravest.time),
    hostCountIsAtLeast: hosts.full,
    hosts: withHosts(old?.hosts ?? [], findings, counts),
    gravest,
    reports,
    suppressedBy,
    response: old?.response ?? NO_RESPONSE,
    loginHistory: old?.loginHistory ?? null,
    places: null,
  };
  return {
    incident,
    counted: counted.encode(),
    hostHashes: hosts.encode(),
    told: news.length > 0 ? now : told,
  };
}
