/** The token by which SSM knows that a start is the same start, however often it is asked for. */
import { createHash } from 'node:crypto';
import type { IncidentId } from '../incident/incident.ts';
import type { ContainmentTarget, DecisionId } from './response.ts';
import { targetParts } from './target-parts.ts';

/** What one automation is for: the same of all of these is the same automation. */
export interface Started {
  readonly incident: IncidentId;
  /** Name of the runbook. */
  readonly action: 'contain' | 'release';
  readonly target: ContainmentTarget;
  readonly decision: DecisionId;
}

/** @returns a UUID of version 8 made of a SHA-256 (RFC 9562, 5.8 and B.2), which SSM takes as its `ClientToken` */
export function clientToken({ incident, action, target, decision }: Started): string {
  const name = JSON.stringify(['ldwatch', incident, action, targetParts(target), decision]);
  const bytes = createHash('sha256').update(name).digest().subarray(0, 16);
  bytes.writeUInt8((bytes.readUInt8(6) & 0x0f) | 0x80, 6);
  bytes.writeUInt8((bytes.readUInt8(8) & 0x3f) | 0x80, 8);
  const hex = bytes.toString('hex');
  return [
    [0, 8],
    [8, 12],
    [12, 16],
    [16, 20],
    [20, 32],
  ]
    .map(([from, to]) => hex.slice(from, to))
    .join('-');
}
