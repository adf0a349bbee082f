/** Why a decision is refused: a word to count by, and a sentence for whoever wanted it. */
import { moment } from '../alert/moment.ts';
import { decider } from './decided-by.ts';
import type { Decision, DecisionKind, Response } from './response.ts';

/** Kinds of refusals, as they are counted. */
export const REFUSALS = [
  /** Somebody was first. */
  'decided-already',
  /** The proposal is not open any more. */
  'expired',
  /** What was seen is not what would be done now. */
  'changed',
  /** There is nothing that could be approved or released. */
  'nothing-there',
  /** It is being contained or released at this moment. */
  'under-way',
  /** Something may still be contained. */
  'still-contained',
] as const;

/** A refused decision. */
export interface Refusal {
  readonly outcome: 'refused';
  readonly kind: (typeof REFUSALS)[number];
  /** One or two sentences in our own words. */
  readonly sentence: string;
}

function refuse(kind: Refusal['kind'], sentence: string): Refusal {
  return { outcome: 'refused', kind, sentence };
}

const DONE: Readonly<Record<DecisionKind, string>> = {
  approve: 'approved the containment',
  dismiss: 'dismissed the incident',
  suppress: 'suppressed it',
  release: 'released it',
};

/** `X approved the containment at …`, of the decision that led to what is; without a name where it was forgotten. */
function whoDid(kind: DecisionKind, decision: Decision | null): string {
  if (decision === null) return `Somebody ${DONE[kind]}`;
  return `${decider(decision.by)} ${DONE[kind]} at ${moment(decision.at)}`;
}

/** The latest decision of a kind. */
function latest(kind: DecisionKind, { decisions }: Response): Decision | null {
  return decisions.findLast((decision) => decision.kind === kind) ?? null;
}

/** Refusals by what happened; each gives a sentence that says what to do, where there is something. */
export const refused = {
  approvedBefore: (response: Response, goneOn: string) =>
    refuse('decided-already', `${whoDid('approve', latest('approve', response))}${goneOn}.`),
  releasedBefore: (response: Response, goneOn: string) =>
    refuse('decided-already', `${whoDid('release', latest('release', response))}${goneOn}.`),
  dismissed: (dismissal: Decision) => refuse('decided-already', `${whoDid('dismiss', dismissal)}.`),
  suppressed: (suppression: Extract<Decision, { readonly kind: 'suppress' }>) =>
    refuse('decided-already', `${whoDid('suppress', suppression)}, until ${moment(suppression.until)}.`),
  expired: (until: number) =>
    refuse('expired', `The proposal expired at ${moment(until)}. Its runbook can still be started by hand.`),
  changed: () =>
    refuse('changed', 'What would be done has changed since you saw it. Look again, then decide.'),
  graver: () =>
    refuse('changed', 'The incident has become graver since you saw it. Look again, then decide.'),
  nothingProposed: () => refuse('nothing-there', 'No containment is proposed that could be approved.'),
  withheld: () => refuse('nothing-there', 'Containment is withheld, for the reasons that the alert gives.'),
  nothingContained: () => refuse('nothing-there', 'Nothing is contained that could be released.'),
  dryRun: () => refuse('nothing-there', 'That was a dry run: nothing is contained that could be released.'),
  underWay: (what: 'containment' | 'release') =>
    refuse('under-way', `The ${what} is under way. Its result is told here; decide then.`),
  stillContained: () =>
    refuse(
      'still-contained',
      'Something may still be contained. Release it first, so that it is not forgotten.',
    ),
} as const;
