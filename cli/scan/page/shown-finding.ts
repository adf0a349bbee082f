/** A behaviour with everything that is known around it. */
import type { ShownCommand } from '../../../shared/login/shown-command.ts';
import type { Behaviour } from './behaviours.ts';
import type { Kin } from './process-history.ts';
import type { EventRecords } from './raw-records.ts';

/** What a page shows as one finding; all but the behaviour is of its first execution. */
export interface ShownFinding {
  readonly behaviour: Behaviour;
  readonly kin: Kin;
  /** Of its login, oldest first. */
  readonly before: readonly ShownCommand[];
  readonly after: readonly ShownCommand[];
  /** Its own event's first; an event whose records were no longer in memory is missing. */
  readonly records: readonly EventRecords[];
}
