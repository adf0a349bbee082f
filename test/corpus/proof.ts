import type { Label } from './labels.ts';
import type { Scenario } from './scenario.ts';
import type { Outcome } from './session.ts';

/** Printed by the payload that the scenarios build, and by id, which stands in for it. */
const TRACES = /RAN|\buid=\d/;

/**
 * Why a scenario did not show what its label says; undefined if it did. A wrong label is worse than
 * none, and what a loader does depends on its version.
 */
export function unproven(scenario: Scenario, { output, status, skipped }: Outcome): string | undefined {
  if (skipped) return skipped;
  const attack = scenario.verdict === 'execute' || scenario.verdict === 'foreign-interpreter';
  const due = scenario.ran ?? attack;
  const seen = TRACES.test(output);
  // Where the output shows nothing (the payload is a plain copy of echo), success has to do.
  if (due === 'either') return attack && status !== 0 ? `failed: ${output.trim().slice(-300)}` : undefined;
  if (due === seen) return undefined;
  return `the payload ${seen ? 'ran' : 'did not run'}: ${output.trim().slice(-300)}`;
}

/** The part of a scenario that is written beside the recording. */
export function labelOf(scenario: Scenario): Label {
  const { script: _s, as: _a, needs: _n, makes: _m, ran: _r, seconds: _t, ...label } = scenario;
  return label;
}
