/**
 * Findings into incidents: one write an incident and batch, which is decision, count and outbox at once. Given the same
 * findings again, after a crash at any point, it changes nothing that was done.
 */
import { graverEnvironment } from '../response/environment/resolve.ts';
import { ContentionError } from './errors.ts';
import { behaviourOf, type Fingerprint, fingerprintOf } from './fingerprint.ts';
import type { Environment, Incident } from './incident.ts';
import type { IncidentStore, SuppressionStore } from './incident-store.ts';
import { type Batch, mergeFindings } from './merge.ts';
import type { FindingSnapshot } from './snapshot.ts';
import { type Suppression, suppressionFor } from './suppression.ts';
import { incidentId, windowOf } from './window.ts';

/**
 * Tries before a writer that always comes second gives up: after a second or so of waiting (milliseconds, up to twice as
 * long each time). Where so many write one incident, fewer writers with more to write are what helps.
 */
const MOST_TRIES = 8;
const FIRST_WAIT = 10;

/** What recording works with. */
export interface RecorderSurroundings {
  readonly incidents: IncidentStore;
  readonly suppressions: SuppressionStore;
  readonly environmentOf: (finding: FindingSnapshot) => Environment;
  /** Milliseconds. */
  readonly windowLength: number;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** From 0 up to 1. */
  readonly random: () => number;
  readonly sleep: (milliseconds: number) => Promise<void>;
}

/** Records findings. */
export class IncidentRecorder {
  private readonly surroundings: RecorderSurroundings;

  constructor(surroundings: RecorderSurroundings) {
    this.surroundings = surroundings;
  }

  /**
   * Takes findings into their incidents.
   *
   * @returns the incidents that changed
   * @throws ContentionError, or what the store throws: some findings may be recorded, giving all again is right
   */
  async record(findings: readonly FindingSnapshot[]): Promise<Incident[]> {
    if (findings.length === 0) return [];
    const suppressions = await this.surroundings.suppressions.list();
    const changed: Incident[] = [];
    for (const batch of this.batchesOf(findings, suppressions)) {
      const incident = await this.write(batch);
      if (incident !== null) changed.push(incident);
    }
    return changed;
  }

  private batchesOf(findings: readonly FindingSnapshot[], suppressions: readonly Suppression[]): Batch[] {
    const { windowLength, environmentOf, now } = this.surroundings;
    const batches = new Map<string, Batch & { readonly findings: FindingSnapshot[] }>();
    for (const finding of findings) {
      const fingerprint: Fingerprint = fingerprintOf(behaviourOf(finding));
      const window = windowOf(fingerprint, finding.time, windowLength);
      const id = incidentId(fingerprint, window);
      const suppressedBy = suppressionFor(suppressions, { fingerprint, finding }, now());
      const others = batches.get(id);
      others?.findings.push(finding);
      batches.set(id, {
        fingerprint,
        window,
        // Where its gravest host is, whichever of them is told of last.
        environment:
          others === undefined
            ? environmentOf(finding)
            : graverEnvironment(others.environment, environmentOf(finding)),
        // One finding that has to be told makes the incident told.
        suppressedBy: others === undefined ? suppressedBy : others.suppressedBy && suppressedBy,
        findings: others?.findings ?? [finding],
      });
    }
    return [...batches.values()];
  }

  private async write(batch: Batch): Promise<Incident | null> {
    const { incidents, random, sleep } = this.surroundings;
    const id = incidentId(batch.fingerprint, batch.window);
    for (let tries = 0; tries < MOST_TRIES; tries++) {
      const before = await incidents.load(id);
      const record = mergeFindings(before?.record ?? null, batch);
      if (record === null) return null;
      const rose = record.incident.generation > (before?.record.incident.generation ?? 0);
      if (await incidents.save(record, before?.version ?? 0, rose)) return record.incident;
      await sleep(random() * FIRST_WAIT * 2 ** tries);
    }
    throw new ContentionError(`incident ${id} was written by others at each of ${MOST_TRIES} tries`);
  }
}
