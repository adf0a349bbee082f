/** Feeds a detector and gives back what it says. */
import { Detector, type Judgement } from '../../shared/detection/detector.ts';
import type { ExecuteFinding, Finding } from '../../shared/detection/finding.ts';
import type { TelemetryEvent } from '../../shared/telemetry/exec-event.ts';

/** What became of a row of events: the findings (those that waited at the end included) and the inspections. */
export interface Outcome {
  readonly findings: readonly Finding[];
  readonly inspected: readonly string[];
  /** Of each event. */
  readonly judgements: readonly Judgement[];
}

/** Judges events in their order and then flushes. */
export function run(events: readonly TelemetryEvent[], detector = new Detector()): Outcome {
  const judgements = events.map((event) => detector.judge(event));
  return {
    findings: [...judgements.flatMap(({ findings }) => findings), ...detector.flush()],
    inspected: judgements.flatMap(({ inspected }) => inspected ?? []),
    judgements,
  };
}

/** The execute findings of a row of events. */
export function executions(...events: readonly TelemetryEvent[]): ExecuteFinding[] {
  return run(events).findings.filter((finding) => finding.kind === 'execute');
}

/** The one execute finding that there must be. */
export function execution(...events: readonly TelemetryEvent[]): ExecuteFinding {
  const [finding, ...more] = executions(...events);
  if (finding === undefined || more.length > 0) throw new Error(`not one finding but ${more.length}`);
  return finding;
}

/** The ids of a finding's reasons. */
export function reasonsOf(finding: Finding): string[] {
  return finding.reasons.map(({ id }) => id);
}
