/** Incidents and suppressions in memory, as the recorder's ports want them. */
import type { Incident, IncidentId } from '../../shared/incident/incident.ts';
import type { IncidentStore, SuppressionStore, Versioned } from '../../shared/incident/incident-store.ts';
import type { IncidentRecord } from '../../shared/incident/merge.ts';
import { IncidentRecorder } from '../../shared/incident/recorder.ts';
import type { Suppression } from '../../shared/incident/suppression.ts';
import { DAY, T0 } from './findings.ts';

/** Keeps incidents; a save takes effect only on the version that it was made from. */
export class MemoryIncidents implements IncidentStore {
  readonly saves: { readonly id: IncidentId; readonly untold: boolean; readonly took: boolean }[] = [];
  private readonly kept = new Map<IncidentId, Versioned>();

  get incidents(): Incident[] {
    return [...this.kept.values()].map(({ record }) => record.incident);
  }

  async load(id: IncidentId): Promise<Versioned | null> {
    return this.kept.get(id) ?? null;
  }

  async save(record: IncidentRecord, version: number, untold: boolean): Promise<boolean> {
    const { id } = record.incident;
    const took = (this.kept.get(id)?.version ?? 0) === version;
    if (took) this.kept.set(id, { record, version: version + 1 });
    this.saves.push({ id, untold, took });
    return took;
  }
}

/** What a test may put into a recorder. */
export interface RecorderParts {
  readonly incidents: IncidentStore;
  readonly suppressions?: readonly Suppression[] | SuppressionStore;
  readonly sleep?: (milliseconds: number) => Promise<void>;
  readonly now?: () => number;
}

/** A recorder that waits for nothing. */
export function recorderOf({ incidents, suppressions = [], sleep, now }: RecorderParts): IncidentRecorder {
  return new IncidentRecorder({
    incidents,
    suppressions: 'list' in suppressions ? suppressions : { list: async () => suppressions },
    environmentOf: ({ origin }) => (origin.logGroup === '/ci' ? 'ci' : 'production'),
    windowLength: DAY,
    now: now ?? (() => T0),
    random: () => 1,
    sleep: sleep ?? (async () => undefined),
  });
}
