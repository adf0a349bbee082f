/** Reads how far an automation has come, and writes down how it ended. */
import type { Incident, IncidentId } from '../../shared/incident/incident.ts';
import type { AutomationReport } from '../../shared/response/automation.ts';
import { othersOf } from '../../shared/response/plan.ts';
import type { Containment } from '../../shared/response/response.ts';
import type { ContainSurroundings } from './surroundings.ts';

/** States of which an automation is at work. */
export type UnderWay = Extract<Containment, { readonly state: 'running' | 'releasing' }>;

/** Milliseconds after which somebody should look why it takes so long; the runbooks end by themselves before. */
const LONG = 2 * 3_600_000;

const UNTOLD = 'the runbook ended with success; what it did stands in its execution';
const UNKNOWN: AutomationReport = { state: 'failed', because: 'SSM does not know the automation any more' };

/** Sentences that a response keeps are 12 (bounded-response.ts); the last is ours. */
const MOST_DONE = 11;

type Ended = Exclude<AutomationReport, { readonly state: 'under-way' }>;

function endOf(
  state: UnderWay,
  report: Ended,
  { incident, at }: { incident: Incident; at: number },
): Containment {
  const { plan, execution } = state;
  if (state.state === 'running') {
    if (report.state === 'failed') return { state: 'failed', plan, execution, at, because: report.because };
    const done = report.done.length > 0 ? report.done.slice(0, MOST_DONE) : [UNTOLD];
    const others = othersOf(incident);
    return { state: 'contained', plan, execution, at, done: others === null ? done : [...done, others] };
  }
  const { contained } = state;
  return report.state === 'failed'
    ? { state: 'release-failed', plan, contained, execution, at, because: report.because }
    : { state: 'released', plan, contained, execution, at };
}

/** Follows the automation of an incident; does nothing as long as it goes on. */
export async function follow(
  { automations, responses, now, count }: ContainSurroundings,
  id: IncidentId,
  state: UnderWay,
): Promise<void> {
  const { execution } = state;
  const report = (await automations.read(execution)) ?? UNKNOWN;
  if (report.state === 'under-way') {
    if (now() - state.at > LONG) count('ContainmentStuck', { incident: id, execution });
    return;
  }
  await responses.change(id, (incident) => {
    const { containment } = incident.response;
    const isStill = containment.state === state.state && containment.execution === execution;
    if (!isStill) return null;
    return { ...incident.response, containment: endOf(state, report, { incident, at: now() }) };
  });
  const metric = report.state === 'failed' ? 'ContainmentFailed' : 'ContainmentEnded';
  count(metric, { incident: id, state: state.state, execution });
}
