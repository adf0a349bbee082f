/** Gates that keep containment from running away. */
import { closed, type Gate, OPEN } from './gate.ts';

const fleetIsKnown: Gate = ({ fleet }) =>
  fleet.kind === 'listed' ? OPEN : closed('EC2 could not be asked which instances may be contained');

const budgetAllows: Gate = ({ claim }) => (claim.granted ? OPEN : closed(claim.because));

/** Looked at before a claim is made; the claim itself decides (budget/ledger.ts). */
export const LIMIT_GATES: readonly Gate[] = [fleetIsKnown, budgetAllows];
