/**
 * Windows of time that incidents are counted in. They are cut by the executions' own times and stand still: whatever
 * order findings arrive in, and however late, each belongs to one window. A behaviour that goes on is told again in
 * the next one.
 */
import type { Fingerprint } from './fingerprint.ts';
import type { IncidentId } from './incident.ts';

/** From `from` on and before `to`, milliseconds since 1970 UTC. */
export interface Window {
  readonly from: number;
  readonly to: number;
}

/**
 * The window that holds `time`. Each behaviour has its own beat, taken from its fingerprint: otherwise everything that
 * goes on would be told again at midnight.
 *
 * @param time - milliseconds since 1970 UTC of the execution
 * @param length - of a window, milliseconds
 */
export function windowOf(fingerprint: Fingerprint, time: number, length: number): Window {
  const beat = Number.parseInt(fingerprint.slice(0, 8), 16) % length;
  const from = Math.floor((time - beat) / length) * length + beat;
  return { from, to: from + length };
}

/** Names the incident of a behaviour in a window, of a given length, for good. */
export function incidentId(fingerprint: Fingerprint, { from, to }: Window): IncidentId {
  // Windows of another length, after the configuration was changed, are other incidents.
  const hours = Math.round((to - from) / 3_600_000);
  return `${fingerprint}-${hours}h-${Math.floor(from / 1000).toString(36)}` as IncidentId;
}
