/** Times of a finding: RFC 3339 with four digits for the year, whatever time a host's record claims. */
import type { Incident } from '../incident/incident.ts';

/** The end of the year 9999; `toISOString` writes later years with six digits. */
const LATEST = Date.UTC(9999, 11, 31, 23, 59, 59, 999);
/** Room for the generations of one incident, of which there are some dozens. */
const ROOM = 1_000_000;

function within(time: number, latest: number): number {
  return Math.min(Math.max(time, 0), latest);
}

/** @param time - milliseconds since 1970 */
export function isoTime(time: number): string {
  return new Date(within(time, LATEST)).toISOString();
}

/**
 * When the finding was updated: its latest execution, and a millisecond for each generation. Security Hub ignores an
 * update that is not later than what it has (User Guide, "BatchImportFindings for finding providers"). Made of the
 * incident alone, it rises with each generation, so that one which is delivered again, or is overtaken by a later one,
 * changes nothing; the time of the call would let the older win.
 */
export function updatedAt({ last, generation }: Incident): string {
  return isoTime(within(last, LATEST - ROOM) + Math.min(generation, ROOM));
}
