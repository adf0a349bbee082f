/**
 * Findings of one behaviour put together: the first is shown in full, its repetitions as a line each, and beyond that
 * they are counted. Bounded, whatever the log holds: where behaviours are too many, the mildest are left out.
 */

import { printableCommand } from '../../../shared/alert/printable.ts';
import { loaderPathOf, payloadOf } from '../../../shared/detection/described.ts';
import type { Finding } from '../../../shared/detection/finding.ts';
import { compareSeverity, type Severity } from '../../../shared/detection/severity.ts';
import { maskRandom } from '../../../shared/incident/mask.ts';
import { type FindingSnapshot, snapshotOf } from '../../../shared/incident/snapshot.ts';
import type { ExecEventId } from '../../../shared/telemetry/exec-event.ts';

/** Behaviours that a page shows. */
const MOST_BEHAVIOURS = 500;
/** Repetitions of one that are shown as lines, and hosts that are named. */
const MOST_REPETITIONS = 20;
const MOST_HOSTS = 12;
const MOST_ARGUMENTS = 12;

/** A finding like one that is shown. */
export interface RepeatedFinding {
  /** Milliseconds since 1970 UTC. */
  readonly time: number;
  readonly host: string;
  readonly pid: number | null;
  readonly eventId: string;
  /** Printable. */
  readonly command: string;
}

/** What was done again and again. Times are milliseconds since 1970 UTC. */
export interface Behaviour {
  /** Of the first execution. */
  readonly id: ExecEventId;
  readonly first: FindingSnapshot;
  count: number;
  firstTime: number;
  lastTime: number;
  /** Executions by host, of the hosts that came first. */
  readonly hosts: Map<string, number>;
  /** Executions on further hosts. */
  onOtherHosts: number;
  /** Without the first. */
  readonly repetitions: RepeatedFinding[];
}

/** The same who, what, through what and why: as for an incident (fingerprint.ts), but what is said of all must hold for each. */
function keyOf(finding: Finding): string {
  const payload = payloadOf(finding);
  const injected = finding.kind === 'execute' ? finding.injected : [];
  return JSON.stringify([
    finding.kind,
    finding.severity,
    finding.event.user.uid,
    maskRandom(loaderPathOf(finding)),
    payload === null ? null : maskRandom(payload.path ?? payload.given),
    injected.slice(0, 8).map(({ option, given }) => `${option} ${maskRandom(given)}`),
    finding.reasons.map(({ id }) => id),
  ]);
}

function snapshot(finding: Finding): FindingSnapshot {
  // A scan has no account and no log group: the file is all that the host didn't write itself.
  const origin = { account: '', region: '', logGroup: finding.event.pointer.source, logStream: '' };
  // A copy: its texts are slices, which would keep arguments of megabytes.
  return structuredClone(snapshotOf(finding, origin));
}

function repeated({ event }: Finding): RepeatedFinding {
  return structuredClone({
    time: event.time,
    host: event.host.slice(0, 255),
    pid: event.pid,
    eventId: event.sourceEventId,
    command: printableCommand(event.argv, MOST_ARGUMENTS).slice(0, 1_000),
  });
}

function isMilder(a: Behaviour, b: Behaviour): boolean {
  return (compareSeverity(a.first.severity, b.first.severity) || b.firstTime - a.firstTime) < 0;
}

/** Puts findings together. */
export class Behaviours {
  /** Findings of behaviours that are not shown. */
  readonly leftOut = new Map<Severity, number>();
  private readonly kept = new Map<string, Behaviour>();

  /** @returns the behaviour where it is a new one that will be shown, null otherwise */
  add(finding: Finding): Behaviour | null {
    const key = keyOf(finding);
    const known = this.kept.get(key);
    if (known !== undefined) {
      this.repeat(known, finding);
      return null;
    }
    if (this.kept.size >= MOST_BEHAVIOURS && !this.makeRoomFor(finding)) {
      this.leaveOut(finding.severity, 1);
      return null;
    }
    const { id, time, host } = finding.event;
    const behaviour: Behaviour = {
      id,
      first: snapshot(finding),
      count: 1,
      firstTime: time,
      lastTime: time,
      hosts: new Map([[structuredClone(host.slice(0, 255)), 1]]),
      onOtherHosts: 0,
      repetitions: [],
    };
    this.kept.set(key, behaviour);
    return behaviour;
  }

  /** The gravest first, and of those the earliest. */
  list(): Behaviour[] {
    return [...this.kept.values()].sort((a, b) => (isMilder(a, b) ? 1 : -1));
  }

  private repeat(behaviour: Behaviour, finding: Finding): void {
    const { time } = finding.event;
    const host = finding.event.host.slice(0, 255);
    behaviour.count++;
    behaviour.firstTime = Math.min(behaviour.firstTime, time);
    behaviour.lastTime = Math.max(behaviour.lastTime, time);
    const seen = behaviour.hosts.get(host);
    if (seen === undefined && behaviour.hosts.size >= MOST_HOSTS) behaviour.onOtherHosts++;
    else behaviour.hosts.set(structuredClone(host), (seen ?? 0) + 1);
    if (behaviour.repetitions.length < MOST_REPETITIONS) behaviour.repetitions.push(repeated(finding));
  }

  private makeRoomFor({ severity }: Finding): boolean {
    let mildest: [string, Behaviour] | null = null;
    for (const entry of this.kept) if (mildest === null || isMilder(entry[1], mildest[1])) mildest = entry;
    if (mildest === null || compareSeverity(mildest[1].first.severity, severity) >= 0) return false;
    this.kept.delete(mildest[0]);
    this.leaveOut(mildest[1].first.severity, mildest[1].count);
    return true;
  }

  private leaveOut(severity: Severity, count: number): void {
    this.leftOut.set(severity, (this.leftOut.get(severity) ?? 0) + count);
  }
}
