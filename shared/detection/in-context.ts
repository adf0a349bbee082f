/**
 * Judges executions with the log around them, as a scan of the whole log would: the answer to what a first look at one
 * delivery had to leave open.
 */
import { compareEvents, EventOrder } from '../telemetry/event-order.ts';
import type { ExecEvent, ExecEventId, TelemetryEvent } from '../telemetry/exec-event.ts';
import { TelemetryReader } from '../telemetry/reader.ts';
import { Detector } from './detector.ts';
import type { Finding } from './finding.ts';
import { type HostFact, momentOf, recall } from './host-facts.ts';

/** What is remembered of each host, by its name. */
export type FactsByHost = ReadonlyMap<string, readonly HostFact[]>;

/** What the log around them says of executions. */
export interface ContextJudgement {
  /** Executions that stand in the log, by id, with all that it tells of them. */
  readonly events: ReadonlyMap<ExecEventId, ExecEvent>;
  /** By the id of the execution that each is about. */
  readonly findings: ReadonlyMap<ExecEventId, readonly Finding[]>;
}

function eventsOf(lines: readonly string[]): TelemetryEvent[] {
  const events: TelemetryEvent[] = [];
  const order = new EventOrder((event) => void events.push(event));
  const reader = new TelemetryReader((event) => order.push(event));
  for (const [index, line] of lines.entries()) reader.push(line, 'log', index);
  reader.flush();
  order.flush();
  return events;
}

/** Every execution in an excerpt of a log, in their order. */
export function executionsIn(lines: readonly string[]): ExecEvent[] {
  return eventsOf(lines).filter((event) => event.type === 'exec');
}

/** What the log holds of these only in part, as whenever its excerpt begins in their middle, is taken from elsewhere. */
function completed(events: readonly TelemetryEvent[], whole: readonly ExecEvent[]): TelemetryEvent[] {
  const known = new Map(whole.map((event) => [event.id, event]));
  return events.map((event) => {
    const isCut = event.type === 'exec' && event.missing.length > 0;
    return isCut ? (known.get(event.id) ?? event) : event;
  });
}

function judge(events: readonly TelemetryEvent[], facts: FactsByHost): ContextJudgement {
  const [begin] = events.toSorted(compareEvents);
  const detector = new Detector((host, memory) => {
    const known = facts.get(host) ?? [];
    const before = known.filter((fact) => begin !== undefined && compareEvents(momentOf(fact), begin) < 0);
    recall(before, begin?.time ?? 0, memory);
  });
  const findings = new Map<ExecEventId, Finding[]>();
  const tell = (finding: Finding) => {
    const others = findings.get(finding.event.id);
    if (others === undefined) findings.set(finding.event.id, [finding]);
    else others.push(finding);
  };
  const executions = new Map<ExecEventId, ExecEvent>();
  for (const event of events) {
    if (event.type === 'exec') executions.set(event.id, event);
    for (const finding of detector.judge(event).findings) tell(finding);
  }
  for (const finding of detector.flush()) tell(finding);
  return { events: executions, findings };
}

/**
 * Judges everything in an excerpt of a log, with what was remembered before it began.
 *
 * @param whole - executions that are known with nothing missing, in case the excerpt has only some of their records
 */
export function judgeInContext(
  lines: readonly string[],
  facts: FactsByHost,
  whole: readonly ExecEvent[] = [],
): ContextJudgement {
  return judge(completed(eventsOf(lines), whole), facts);
}

/**
 * Judges one execution without its log: doubt becomes an alert that says so.
 *
 * @param why - the log can't tell: a clause that follows "the log around it could not be asked: "
 */
export function judgeAlone(event: ExecEvent, facts: FactsByHost, why: string): readonly Finding[] {
  const findings = judge([event], facts).findings.get(event.id) ?? [];
  const text = `the log around it could not be asked (${why}), so it is not known whether something harmless, such as ldd, did it`;
  return findings.map((finding) => ({
    ...finding,
    reasons: [...finding.reasons, { id: 'context-unread', text }],
  }));
}
