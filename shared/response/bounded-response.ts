/** A response in bounded size, whoever wrote it: it is never cut when an alert is (topic-message.ts), because it is decided on. */
import type { Containment, ContainmentPlan, Response } from './response.ts';

/** Characters of a sentence, and sentences or steps of one list. */
const LONGEST = 400;
const MOST = 16;

function cut(text: string): string {
  // Not in the middle of a character.
  return text.length > LONGEST ? `${text.slice(0, LONGEST).replace(/[\ud800-\udbff]$/, '')}…` : text;
}

function sentences(of: readonly string[]): readonly string[] {
  return of.slice(0, MOST).map(cut);
}

function boundedPlan(plan: ContainmentPlan): ContainmentPlan {
  return {
    ...plan,
    steps: plan.steps.slice(0, MOST).map(({ action, does }) => ({ action, does: cut(does) })),
  };
}

function boundedContainment(containment: Containment): Containment {
  switch (containment.state) {
    case 'none':
      return containment;
    case 'withheld': {
      const { because, plan } = containment;
      return { ...containment, because: sentences(because), plan: plan === null ? null : boundedPlan(plan) };
    }
    case 'contained':
      return { ...containment, plan: boundedPlan(containment.plan), done: sentences(containment.done) };
    case 'failed':
    case 'release-failed':
      return { ...containment, plan: boundedPlan(containment.plan), because: cut(containment.because) };
    case 'proposed':
    case 'approved':
    case 'running':
    case 'release-approved':
    case 'releasing':
    case 'released':
      return { ...containment, plan: boundedPlan(containment.plan) };
  }
}

/** Equal to what was given, unless some of it is longer than any of ours should be. */
export function boundedResponse({ decisions, containment }: Response): Response {
  return { decisions, containment: boundedContainment(containment) };
}
