/** Incidents, and the table's stream that tells of them. */
import { Scanner } from '../../../cli/scan/scanner.ts';
import { behaviourOf, fingerprintOf } from '../../../shared/incident/fingerprint.ts';
import type { Incident } from '../../../shared/incident/incident.ts';
import { mergeFindings } from '../../../shared/incident/merge.ts';
import { type FindingSnapshot, snapshotOf } from '../../../shared/incident/snapshot.ts';
import { windowOf } from '../../../shared/incident/window.ts';
import { attack, SCENE_ORIGIN } from '../scenes.ts';

const DAY = 86_400_000;

function snapshotOfRun(program: string): FindingSnapshot {
  const found: FindingSnapshot[] = [];
  const scanner = new Scanner({
    execution: () => undefined,
    finding: (finding) => void found.push(snapshotOf(finding, SCENE_ORIGIN)),
  });
  for (const line of attack({ argv: ['/lib64/ld-linux-x86-64.so.2', program, 'x'] }))
    scanner.line(line, 'log', 1);
  scanner.finish();
  const [snapshot] = found;
  if (snapshot === undefined) throw new Error('no finding');
  return snapshot;
}

/** The incident of a program that was run through a loader, in its `generation`. */
export function incident(program: string, generation: number): Incident {
  const snapshot = snapshotOfRun(program);
  const fingerprint = fingerprintOf(behaviourOf(snapshot));
  const window = windowOf(fingerprint, snapshot.time, DAY);
  const record = mergeFindings(null, {
    fingerprint,
    window,
    environment: 'production',
    suppressedBy: null,
    findings: [snapshot],
  });
  if (record === null) throw new Error('no incident');
  return { ...record.incident, generation };
}

/** A change of the table: an item with this text as its incident, or without any. */
export function change(SequenceNumber: string, json?: string) {
  const NewImage = json === undefined ? { pk: { S: 'host#1' } } : { incident: { S: json } };
  return { eventName: 'MODIFY', dynamodb: { SequenceNumber, NewImage } };
}

/** A change of an incident. */
export function incidentChange(sequenceNumber: string, changed: Incident) {
  return change(sequenceNumber, JSON.stringify(changed));
}
