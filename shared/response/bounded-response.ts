/**
 * A response in bounded size and without anything that takes effect where it is shown, whoever wrote it: it is never cut
 * when an alert is (topic-message.ts), because it is decided on.
 */
import { fitted } from '../alert/fitting.ts';
import { printable } from '../alert/printable.ts';
import type { Containment, ContainmentPlan, Response } from './response.ts';

/** Characters of a sentence, and sentences or steps of one list. */
const LONGEST = 240;
const MOST = 12;

function shown(text: string): string {
  // Escapes are longer than what they stand for.
  return fitted(printable(text, LONGEST), LONGEST);
}

function sentences(of: readonly string[]): readonly string[] {
  return of.slice(0, MOST).map(shown);
}

function boundedPlan(plan: ContainmentPlan): ContainmentPlan {
  return {
    ...plan,
    steps: plan.steps.slice(0, MOST).map(({ action, does }) => ({ action, does: shown(does) })),
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
      return { ...containment, plan: boundedPlan(containment.plan), because: shown(containment.because) };
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
