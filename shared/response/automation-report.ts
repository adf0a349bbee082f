/** What an automation of `contain` or `release` did, in sentences: from the outputs that their runbooks name (cdk/runbooks). */
import { CONTAIN_STEPS } from './actions/contain.ts';

/** As GetAutomationExecution gives them: lists of text by `step.Output`. */
export type AutomationOutputs = Readonly<Record<string, readonly string[]>>;

/** Characters of what a step printed: a host may have written it. */
const LONGEST = 240;

/** What Automation says in place of an output of a step that did not come to one. */
const NONE = /^No output available/;

function textOf(outputs: AutomationOutputs, name: string): string {
  const text = (outputs[name] ?? []).filter((one) => one.trim() !== '' && !NONE.test(one)).join('; ');
  return text.length > LONGEST ? `${text.slice(0, LONGEST).replace(/[\ud800-\udbff]$/, '')}…` : text;
}

/** `collectEvidence` for `collect-evidence`. */
function stepName(action: string): string {
  return action.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase());
}

/** A step that failed may have no output at all: of an automation of `contain`, what is not said to be done was not. */
function stepSentences(outputs: AutomationOutputs): string[] {
  const isOfContain = (name: string) =>
    CONTAIN_STEPS.some((action) => name.startsWith(`${stepName(action)}.`));
  if (!Object.keys(outputs).some(isOfContain)) return [];
  return CONTAIN_STEPS.map((action) => {
    const status = textOf(outputs, `${stepName(action)}.Status`);
    const said = textOf(outputs, `${stepName(action)}.Output`);
    const detail = said === '' ? '' : `: ${said}`;
    if (status === 'Success') return `${action} was done${detail}`;
    return `${action} was not done${status === '' ? '' : ` (${status})`}${detail}`;
  });
}

/** How `contain-instance` and `release` name what came of them. */
const RESULT = /^read(?:Result|Failure)\.(?:Outcome|Reason)$/;

/** In the order of the steps; empty where no output says anything. */
export function sentencesOf(outputs: AutomationOutputs): string[] {
  const results = Object.keys(outputs)
    .filter((name) => RESULT.test(name))
    .map((name) => textOf(outputs, name));
  return [...stepSentences(outputs), ...results.filter((text) => text !== '')];
}
