/**
 * What ldwatch has done or would do by itself about an incident, in words: the one place from which every output takes
 * them. Each line begins with a word of ours.
 */
import type { Incident } from '../incident/incident.ts';
import { decider } from '../response/decided-by.ts';
import { offerOf } from '../response/offer.ts';
import type { ContainmentPlan, ContainmentTarget, Decision } from '../response/response.ts';
import { moment } from './moment.ts';

/** Heading of the lines. */
export const BY_ITSELF = 'What ldwatch has done or would do by itself';

/** Decisions that are shown, the latest. */
const MOST_DECISIONS = 5;

/** One line. */
export interface ResponseLine {
  readonly label: string;
  readonly text: string;
  /** `ours` has nothing from elsewhere in it; `told` is what an automation or a policy said, and may quote a host's names. */
  readonly whose: 'ours' | 'told';
}

function ours(label: string, text: string): ResponseLine {
  return { label, text, whose: 'ours' };
}

function told(label: string, texts: readonly string[]): ResponseLine[] {
  return texts.map((text) => ({ label, text, whose: 'told' }));
}

/** What would be contained, by the names of AWS. */
export function targetText(target: ContainmentTarget): string {
  const where = `account ${target.account}, ${target.region}`;
  switch (target.kind) {
    case 'instance':
      return `instance ${target.instanceId}, ${where}`;
    case 'task':
      return `task ${target.taskArn} of cluster ${target.clusterArn}, ${where}`;
  }
}

function planLines(label: 'Would be done' | 'Is to be done', plan: ContainmentPlan): ResponseLine[] {
  const steps = plan.steps.map(({ does }, index) => `${index + 1}. ${does}`);
  return [ours('Target', targetText(plan.target)), ...told(label, steps)];
}

/** How its containment stands, why, and what to do next: the state itself comes first. */
export function stateLines({ id, response: { containment } }: ForWords): ResponseLine[] {
  const state = (text: string) => ours('Containment', text);
  const next = (text: string) => ours('Next', text);
  const withPlan = `${id} --plan ${offerOf(containment) ?? ''}`;
  switch (containment.state) {
    case 'none':
      return [state('nothing is done by itself.')];
    case 'withheld': {
      const { because, plan } = containment;
      return [
        state('withheld: nothing is done by itself.'),
        ...told('Withheld because', because),
        ...(plan === null ? [] : planLines('Would be done', plan)),
      ];
    }
    case 'proposed': {
      const { plan, until } = containment;
      const dry = plan.dryRun ? ' This is a dry run: an approval is written down, and nothing is done.' : '';
      return [
        state(`proposed. It waits for an approval until ${moment(until)}.${dry}`),
        ...planLines('Would be done', plan),
        next(`ldwatch approve ${withPlan}, or ldwatch dismiss ${id}`),
      ];
    }
    case 'approved':
      return [
        state(`approved at ${moment(containment.at)}. It starts by itself.`),
        ...planLines('Is to be done', containment.plan),
      ];
    case 'running':
      return [
        state(`under way since ${moment(containment.at)}, by the automation ${containment.execution}.`),
        ...planLines('Is to be done', containment.plan),
      ];
    case 'contained':
      return [
        state(`done at ${moment(containment.at)}, by the automation ${containment.execution}.`),
        ours('Target', targetText(containment.plan.target)),
        ...told('Done', containment.done),
        next(`ldwatch release ${withPlan} undoes it`),
      ];
    case 'failed': {
      const { at, because, plan, execution } = containment;
      return [
        state(
          execution === null
            ? `could not be started at ${moment(at)}: nothing was changed.`
            : `failed at ${moment(at)}. Some of it may be done: see the automation ${execution}.`,
        ),
        ours('Target', targetText(plan.target)),
        ...told('Failed because', [because]),
        next(execution === null ? 'contain it by hand' : `ldwatch release ${withPlan} undoes what was done`),
      ];
    }
    case 'release-approved':
      return [
        state(`to be released, decided at ${moment(containment.at)}. It starts by itself.`),
        ours('Target', targetText(containment.plan.target)),
      ];
    case 'releasing':
      return [
        state(`being released since ${moment(containment.at)}, by the automation ${containment.execution}.`),
        ours('Target', targetText(containment.plan.target)),
      ];
    case 'released':
      return [
        state(`released at ${moment(containment.at)}, by the automation ${containment.execution}.`),
        ours('Target', targetText(containment.plan.target)),
      ];
    case 'release-failed': {
      const { at, because, plan, execution } = containment;
      const by = execution === null ? 'It was not started' : `See the automation ${execution}`;
      return [
        state(`the release failed at ${moment(at)}: some of it may still be contained. ${by}.`),
        ours('Target', targetText(plan.target)),
        ...told('Failed because', [because]),
        next(`put right what is in its way, then ldwatch release ${withPlan}`),
      ];
    }
  }
}

function did(decision: Decision): string {
  switch (decision.kind) {
    case 'approve':
      return 'approved the containment';
    case 'dismiss':
      return 'dismissed the incident';
    case 'suppress':
      return 'suppressed it';
    case 'release':
      return 'released it';
  }
}

/** For how long, and for what. */
function extent(decision: Decision): string {
  if (decision.kind !== 'suppress') return '';
  const graver =
    decision.severityAtMost === 'critical'
      ? ''
      : `, unless it becomes graver than ${decision.severityAtMost}`;
  return `, until ${moment(decision.until)}${graver}`;
}

/** Who decided what and when, via what; a member of Slack is named as members.ts finds them. */
export function decisionLine(decision: Decision): ResponseLine {
  const { by, at } = decision;
  return ours('Decided', `${decider(by)} ${did(decision)} at ${moment(at)}${extent(decision)}`);
}

/** The incident as far as these words go. */
type ForWords = Pick<Incident, 'id' | 'response'>;

/** Is there anything to tell beside that nothing is done? */
export function hasResponse({ response: { containment, decisions } }: ForWords): boolean {
  return containment.state !== 'none' || decisions.length > 0;
}

/** The whole: its state first, then why and what, then what was decided, the latest last. At least one line. */
export function responseLines(incident: ForWords): ResponseLine[] {
  const { decisions } = incident.response;
  return [...stateLines(incident), ...decisions.slice(-MOST_DECISIONS).map(decisionLine)];
}

/** What is new of it where a generation tells a decision, or what came of one. */
export function newResponseLines(incident: ForWords, tells: 'decision' | 'containment'): ResponseLine[] {
  const latest = incident.response.decisions.at(-1);
  if (tells === 'containment' || latest === undefined) return stateLines(incident);
  const [state] = stateLines(incident);
  // To dismiss and to suppress say all by themselves.
  const follows = latest.kind === 'approve' || latest.kind === 'release';
  return [decisionLine(latest), ...(follows && state !== undefined ? [state] : [])];
}
