/** Gates that look at the finding: is it sure enough, and is it happening now? */
import type { LoaderEvidence } from '../../detection/finding.ts';
import type { Incident } from '../../incident/incident.ts';
import { standingDismissal, standingSuppression } from '../standing.ts';
import { closed, type Gate, type GateAnswer, OPEN } from './gate.ts';

/** What the file itself shows. Options, memory and circumstances are conclusions. */
const CERTAIN: ReadonlySet<LoaderEvidence | null> = new Set<LoaderEvidence>(['name', 'inode', 'known-copy']);

/** Reasons of an alert that say "perhaps" (shared/detection): enough to tell somebody, not to act on. */
const DOUBTS: ReadonlySet<string> = new Set([
  'arguments-lost',
  'benign-family',
  'context-unread',
  'library-as-program',
  'likely-by-circumstances',
  'trace-lived-on',
  'version-dependent',
]);

/** Looks at the incident and at nothing else. */
type FindingGate = (incident: Incident) => GateAnswer;

const MINUTE = 60_000;
/** Milliseconds by which clocks may differ: what is later was not written by an honest clock. */
const CLOCK_SKEW = 2 * MINUTE;

const isExecution: FindingGate = ({ gravest }) =>
  gravest.kind === 'execute' ? OPEN : closed('the finding is not of a program that ran through the loader');

const isGrave: FindingGate = ({ severity, gravest }) =>
  [severity, gravest.severity].every((one) => one === 'critical' || one === 'high')
    ? OPEN
    : closed('the finding is neither critical nor high');

const isCertain: Gate = ({ incident: { gravest } }) =>
  CERTAIN.has(gravest.loader.evidence)
    ? OPEN
    : closed('that the file is a run-time linker is concluded from what it did, not seen on the file itself');

const isUndoubted: Gate = ({ incident: { gravest } }) =>
  gravest.family === null && !gravest.reasons.some(({ id }) => DOUBTS.has(id))
    ? OPEN
    : closed('its reasons leave open that it was harmless');

const hasProgram: Gate = ({ incident: { gravest } }) =>
  gravest.program !== null && gravest.process.pid !== null
    ? OPEN
    : closed('the telemetry does not tell which process ran which program');

const isComplete: Gate = ({ incident: { gravest } }) =>
  gravest.missing.length === 0 ? OPEN : closed('parts of the record of the execution are missing');

const hasExactArguments: Gate = ({ incident: { gravest } }) =>
  gravest.process.argvFidelity === 'exact'
    ? OPEN
    : closed('the telemetry does not keep the arguments as they were: they were joined, cut or lost');

/**
 * Live by the record's own time: what is delivered late, read again or played back is old by it. Samples that
 * GuardDuty makes up have no arguments, which another gate asks for.
 */
export const liveGate: Gate = ({ incident: { gravest }, policy: { liveMinutes }, now }) => {
  const age = now - gravest.time;
  if (age >= -CLOCK_SKEW && age <= liveMinutes * MINUTE) return OPEN;
  return age < 0
    ? closed('the record claims a time that has not come yet')
    : closed(`the execution was not seen within ${liveMinutes} minutes: the process may be another by now`);
};

const isNotSuppressed: Gate = ({ incident, now }) =>
  incident.suppressedBy === null && standingSuppression(incident.response, incident.severity, now) === null
    ? OPEN
    : closed('somebody suppressed this behaviour as known');

const isNotDismissed: Gate = ({ incident }) =>
  standingDismissal(incident) === null ? OPEN : closed('somebody dismissed this incident');

/** A finding that one of these is closed at is none to contain anything for: there is nothing to tell about it. */
export const CANDIDATE_GATES: readonly FindingGate[] = [isExecution, isGrave];

/** Closed once a person has said so, whatever was approved before. */
export const WITHDRAWAL_GATES: readonly Gate[] = [isNotSuppressed, isNotDismissed];

/** Is the finding sure enough to act on, and happening now? Asked when a containment is thought of. */
export const FINDING_GATES: readonly Gate[] = [
  isCertain,
  isUndoubted,
  hasProgram,
  isComplete,
  hasExactArguments,
  liveGate,
];
