/** What can be wrong with the steps of a runbook, beyond what the compiler sees. */
import type { InnerStep, RunbookStep } from './step.ts';

/** A runbook's steps, and what else their references are about. */
export interface Steps {
  readonly parameters: readonly string[];
  readonly steps: readonly RunbookStep[];
  readonly outputs: readonly string[];
}

const REFERENCE = /\{\{\s*([^{}]*?)\s*\}\}/g;
const VARIABLES = ['automation:EXECUTION_ID', 'global:DATE_TIME', 'global:REGION', 'global:ACCOUNT_ID'];
/** AWS: "Systems Manager Automation actions reference", outputs that actions have by themselves. */
const OWN_OUTPUTS: Readonly<Partial<Record<RunbookStep['action'], readonly string[]>>> = {
  'aws:runCommand': ['CommandId', 'Status', 'ResponseCode', 'Output'],
  'aws:executeAutomation': ['ExecutionId', 'Status', 'Output'],
  'aws:loop': ['CurrentIteratorValue', 'CurrentIteration'],
};

/** Everything that text in a value refers to, such as `InstanceId` or `readInstance.VpcId`. */
export function referencesIn(value: unknown): string[] {
  if (typeof value === 'string') return [...value.matchAll(REFERENCE)].map(([, name = '']) => name);
  if (typeof value !== 'object' || value === null) return [];
  return Object.values(value).flatMap(referencesIn);
}

/** The steps in a loop; none for others. */
export function innerSteps(step: RunbookStep): readonly InnerStep[] {
  return step.action === 'aws:loop' ? step.inputs.Steps : [];
}

/** Where a step may go; null for the end of the runbook, or of the round of a loop that `following` is null in. */
function goesTo(step: RunbookStep, following: string | null): (string | null)[] {
  const failure = step.onFailure ?? 'Abort';
  const next = step.isEnd === true ? null : (step.nextStep ?? following);
  const targets: (string | null)[] =
    step.action === 'aws:branch'
      ? [...step.inputs.Choices.map(({ NextStep }) => NextStep), step.inputs.Default]
      : [next];
  if (failure.startsWith('step:')) targets.push(failure.slice('step:'.length));
  else if (failure === 'Continue') targets.push(next);
  return targets;
}

function outputsOf(step: RunbookStep): string[] {
  const own = OWN_OUTPUTS[step.action] ?? [];
  const said = 'outputs' in step ? (step.outputs ?? []).map(({ Name }) => Name) : [];
  return [...own, ...said].map((name) => `${step.name}.${name}`);
}

/** Each problem is the part of a sentence. */
export function problemsOf({ parameters, steps, outputs }: Steps): string[] {
  const problems: string[] = [];
  const order = new Map(
    steps.flatMap((step) => [step, ...innerSteps(step)]).map(({ name }, at) => [name, at]),
  );
  const known = new Set([...parameters, ...VARIABLES]);
  const reached = new Set(steps.slice(0, 1).map(({ name }) => name));
  const count = steps.reduce((sum, step) => sum + 1 + innerSteps(step).length, 0);
  if (order.size !== count) problems.push('two steps have one name');

  const visit = (step: RunbookStep, following: string | null): void => {
    if (!reached.has(step.name)) problems.push(`nothing leads to ${step.name}`);
    for (const reference of referencesIn({ ...step, inputs: { ...step.inputs, Steps: [] } }))
      if (!known.has(reference)) problems.push(`${step.name} refers to ${reference}`);
    for (const output of outputsOf(step)) known.add(output);
    for (const target of goesTo(step, following)) {
      if (target === null) continue;
      // The service refuses circles. Nothing here goes back, so there can be none.
      if ((order.get(target) ?? -1) <= (order.get(step.name) ?? 0))
        problems.push(`${step.name} goes back to ${target}`);
      reached.add(target);
    }
    const inner = innerSteps(step);
    if (inner[0] !== undefined) reached.add(inner[0].name);
    for (const [at, one] of inner.entries()) visit(one, inner[at + 1]?.name ?? null);
  };
  for (const [at, step] of steps.entries()) visit(step, steps[at + 1]?.name ?? null);
  for (const output of outputs) if (!known.has(output)) problems.push(`its outputs refer to ${output}`);
  return problems;
}
