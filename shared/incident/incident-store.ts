/** Where incidents are kept, as ports: the table in an account, a fake in tests of faults. */
import type { IncidentId } from './incident.ts';
import type { IncidentRecord } from './merge.ts';
import type { Suppression } from './suppression.ts';

/** A record, and which of its versions it is. */
export interface Versioned {
  readonly record: IncidentRecord;
  /** From 1 on. */
  readonly version: number;
}

/** Keeps incidents. */
export interface IncidentStore {
  /** The latest version, null where there is none. Reads what was written before, whoever wrote it. */
  load(id: IncidentId): Promise<Versioned | null>;
  /**
   * Writes `record` as the version behind `version` (0: there was none) in one step.
   *
   * @param untold - the generation rose: whoever tells has something to do
   * @returns false, and nothing is written, where another writer came first
   */
  save(record: IncidentRecord, version: number, untold: boolean): Promise<boolean>;
}

/** Keeps suppressions. */
export interface SuppressionStore {
  /** Those that have not ended; ones that can't be read suppress nothing and are left out. */
  list(): Promise<readonly Suppression[]>;
}
