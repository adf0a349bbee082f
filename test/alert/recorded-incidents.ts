/** What the short recording becomes: every incident of it, in all the generations that are told, as the pipeline makes them. */
import { Scanner } from '../../cli/scan/scanner.ts';
import type { Environment, Incident, IncidentId } from '../../shared/incident/incident.ts';
import { type IncidentRecord, mergeFindings } from '../../shared/incident/merge.ts';
import { type FindingSnapshot, snapshotOf } from '../../shared/incident/snapshot.ts';
import { readLines } from '../corpus/recordings.ts';
import { batchOf } from '../incident/findings.ts';

const MINUTE = 60_000;

/** Generations of one incident, the first first. */
export type Generations = readonly [Incident, ...Incident[]];

/** Every finding of the recording, as if one host had shipped it. */
function findingsOn(host: string, name: string, later: number): FindingSnapshot[] {
  const origin = {
    account: '111122223333',
    region: 'eu-central-1',
    logGroup: '/var/log/audit/audit.log',
    logStream: host,
  };
  const findings: FindingSnapshot[] = [];
  const scanner = new Scanner({
    execution: () => undefined,
    finding: (finding) => void findings.push(snapshotOf(finding, origin)),
  });
  for (const [index, line] of readLines('recorded').entries()) scanner.line(line, 'audit.log', index + 1);
  scanner.finish();
  return findings.map((finding) => ({ ...finding, hostName: name, time: finding.time + later }));
}

/**
 * The recording on so many hosts, a minute after one another.
 *
 * @returns by incident, in the order of their first executions
 */
export function recordedIncidents(hosts: number, environment: Environment): Generations[] {
  const findings = Array.from({ length: hosts }, (_, at) =>
    findingsOn(`i-0a1b2c3d4e5f6071${(at + 1).toString(16)}`, `web-${at + 1}`, at * MINUTE),
  ).flat();
  const records = new Map<IncidentId, IncidentRecord>();
  const told = new Map<IncidentId, Generations>();
  for (const finding of findings) {
    const batch = { ...batchOf([finding]), environment };
    const id = mergeFindings(null, batch)?.incident.id;
    if (id === undefined) throw new Error('a finding without an incident');
    const before = records.get(id) ?? null;
    const record = mergeFindings(before, batch);
    if (record === null) continue;
    records.set(id, record);
    const { incident } = record;
    const earlier = told.get(id);
    if (earlier === undefined) told.set(id, [incident]);
    else if (incident.generation > (before?.incident.generation ?? 0)) told.set(id, [...earlier, incident]);
  }
  return [...told.values()];
}
