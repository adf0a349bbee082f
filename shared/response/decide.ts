/**
 * The decision table: what a decision makes of an incident in each state of its containment, or why it is refused. Pure:
 * whoever comes second is judged by what the first one left (response-writer.ts), so that two at once end in one decision.
 *
 * |                  | approve            | dismiss                | release             |
 * | ---------------- | ------------------ | ---------------------- | ------------------- |
 * | none             | -                  | withheld               | -                   |
 * | withheld         | -                  | withheld               | -                   |
 * | proposed         | approved; withheld | withheld               | -                   |
 * |                  | in a dry run       |                        |                     |
 * | approved         | - (by whom)        | - (by whom)            | -                   |
 * | running          | - (by whom)        | - (by whom)            | - (under way)       |
 * | contained        | -                  | - (release it first)   | release-approved    |
 * | failed, started  | -                  | - (release it first)   | release-approved    |
 * | failed before it | -                  | stays                  | -                   |
 * | release-approved | -                  | - (under way)          | - (by whom)         |
 * | releasing        | -                  | - (under way)          | - (by whom)         |
 * | released         | -                  | stays                  | -                   |
 * | release-failed   | -                  | - (release it first)   | release-approved    |
 *
 * To suppress is possible in every state, changes none, and once at a time. A dismissal holds until the incident becomes
 * graver; while it holds, nothing can be approved. An approval or release has to be of what was seen (offer.ts).
 */
import { approve } from './approve.ts';
import { dismiss } from './dismiss.ts';
import { type Refusal, refused } from './refusal.ts';
import { release } from './release.ts';
import type { DecisionRequest } from './request.ts';
import type { Containment, Decision, Response } from './response.ts';
import { type Decidable, standingSuppression } from './standing.ts';

/** Milliseconds for which a button suppresses: a week. */
export const SUPPRESSED_FOR = 7 * 24 * 3_600_000;

/** More are forgotten, the oldest first: those that hold are among the latest. */
export const MOST_DECISIONS = 16;

/** What became of it. */
export type Outcome =
  | { readonly outcome: 'decided'; readonly decision: Decision; readonly response: Response }
  /** The same request came before, and this is what it decided. */
  | { readonly outcome: 'repeated'; readonly decision: Decision }
  | Refusal;

/** The decisions with one more, the oldest forgotten. */
export function withDecision(decisions: readonly Decision[], decision: Decision): readonly Decision[] {
  return [...decisions, decision].slice(-MOST_DECISIONS);
}

function decisionOf({ id, kind, by, at, seen }: DecisionRequest): Decision {
  switch (kind) {
    case 'approve':
    case 'release':
      return { id, kind, by, at };
    case 'dismiss':
      return { id, kind, by, at, severityAtMost: seen.severity };
    case 'suppress':
      return { id, kind, by, at, severityAtMost: seen.severity, until: at + SUPPRESSED_FOR };
  }
}

function suppress({ response }: Decidable, { seen, at }: DecisionRequest): Containment | Refusal {
  const standing = standingSuppression(response, seen.severity, at);
  return standing === null ? response.containment : refused.suppressed(standing);
}

function changed(incident: Decidable, request: DecisionRequest): Containment | Refusal {
  switch (request.kind) {
    case 'approve':
      return approve(incident, request);
    case 'dismiss':
      return dismiss(incident, request);
    case 'suppress':
      return suppress(incident, request);
    case 'release':
      return release(incident, request);
  }
}

/** What a request makes of an incident. The same request again changes nothing and has the same answer. */
export function decide(incident: Decidable, request: DecisionRequest): Outcome {
  const { decisions } = incident.response;
  const before = decisions.find(({ id }) => id === request.id);
  if (before !== undefined) return { outcome: 'repeated', decision: before };
  const containment = changed(incident, request);
  if ('outcome' in containment) return containment;
  const decision = decisionOf(request);
  return {
    outcome: 'decided',
    decision,
    response: { decisions: withDecision(decisions, decision), containment },
  };
}
