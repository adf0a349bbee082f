/** What somebody wants to be decided. */
import { compareSeverity, type Severity } from '../detection/severity.ts';
import type { OfferId } from './offer.ts';
import type { DecidedBy, DecisionId, DecisionKind } from './response.ts';
import type { Decidable } from './standing.ts';

/** What somebody wants. */
export interface DecisionRequest {
  readonly id: DecisionId;
  readonly kind: DecisionKind;
  readonly by: DecidedBy;
  /** Milliseconds since 1970 UTC, by our clock. */
  readonly at: number;
  /** What they had before their eyes. */
  readonly seen: { readonly severity: Severity; readonly offer: OfferId | null };
}

/** Is the incident graver than what was decided on? */
export function isGraver({ severity }: Decidable, { seen }: DecisionRequest): boolean {
  return compareSeverity(severity, seen.severity) > 0;
}
