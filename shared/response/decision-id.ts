/** Names of decisions. */
import { createHash } from 'node:crypto';
import type { DecisionId } from './response.ts';

/**
 * The same parts give the same id, and only those: of whatever makes it one decision, such as a press of a button.
 *
 * @returns 32 hex digits
 */
export function decisionId(parts: readonly string[]): DecisionId {
  // Branding is the only way to make one.
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex').slice(0, 32) as DecisionId;
}
