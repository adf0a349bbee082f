/** What one request asks: executions seen whole, and those put together from records that were cut apart. */
import type { CutEventStore } from '../../shared/aws/dynamo-cut-events.ts';
import type { Finding } from '../../shared/detection/finding.ts';
import { type FirstLook, firstLook } from '../../shared/detection/first-look.ts';
import type { HostFact } from '../../shared/detection/host-facts.ts';
import { type ContextJudgement, type FactsByHost, judgeAlone } from '../../shared/detection/in-context.ts';
import { RecalledMemory } from '../../shared/detection/recalled-memory.ts';
import type { AskedCut, SettleRequest } from '../../shared/detection/settle-request.ts';
import { type CutEventKey, putTogether } from '../../shared/telemetry/cut-event.ts';
import {
  type ExecEvent,
  type ExecEventId,
  execEventId,
  type RawPointer,
} from '../../shared/telemetry/exec-event.ts';
import type { Origin } from '../../shared/telemetry/origin.ts';

/** Of one execution: whoever makes copies by the thousand must not keep us writing. */
const MOST_FACTS = 64;

/** One execution that is asked about. */
export interface Question {
  readonly id: ExecEventId;
  readonly host: string;
  /** Milliseconds since 1970, by the shipper's clock. */
  readonly at: number;
  /** As far as it is known; null where its records tell no execution yet, and it may be none. */
  readonly event: ExecEvent | null;
  readonly pointer: RawPointer;
  /** Under which its records are kept; null where it was seen whole at once. */
  readonly key: CutEventKey | null;
  /** How many lines are kept of it. */
  readonly kept: number;
}

/** Are all records of it here? */
export function isWhole({ event }: Question): boolean {
  return event !== null && event.missing.length === 0;
}

async function cutQuestion(
  origin: Origin,
  { host, sourceEventId, at }: AskedCut,
  cuts: Pick<CutEventStore, 'load'>,
): Promise<Question | null> {
  const key = { origin, host, sourceEventId };
  const kept = await cuts.load(key);
  if (kept === null || kept.state === 'decided') return null;
  const event = putTogether(kept.lines, key);
  const [first] = kept.lines.map(({ id }) => id).sort();
  const pointer = { source: `${origin.logGroup}:${origin.logStream}`, position: first ?? '' };
  return { id: execEventId(host, sourceEventId), host, at, event, pointer, key, kept: kept.lines.length };
}

/** Everything that a request asks and that was not answered before. */
export async function questionsOf(
  { origin, events, cuts: asked }: SettleRequest,
  cuts: Pick<CutEventStore, 'load'>,
): Promise<Question[]> {
  const questions: Question[] = events.map(({ event, at }) => {
    const { id, host, pointer } = event;
    return { id, host, at, event, pointer, key: null, kept: 0 };
  });
  for (const cut of asked) {
    const question = await cutQuestion(origin, cut, cuts);
    if (question !== null) questions.push(question);
  }
  return questions;
}

function lookAt(event: ExecEvent, facts: FactsByHost): { look: FirstLook; learned: readonly HostFact[] } {
  const memory = new RecalledMemory(facts.get(event.host) ?? []);
  const look = firstLook(event, memory.before(event));
  return { look, learned: memory.learned() };
}

/**
 * What an execution that was cut apart teaches about its host; those seen whole at once have taught it already.
 *
 * @param context - null where the log could not be read
 */
export function factsFrom(
  question: Question,
  context: ContextJudgement | null,
  facts: FactsByHost,
): readonly HostFact[] {
  const event = context?.events.get(question.id) ?? question.event;
  return question.key === null || event === null ? [] : lookAt(event, facts).learned.slice(-MOST_FACTS);
}

/** The answer that an execution gives by itself; null where the log around it has to be asked. */
export function answerBySelf(question: Question, facts: FactsByHost): readonly Finding[] | null {
  const { event, key } = question;
  // What was seen whole at once has been looked at already: that is why it is asked.
  if (event === null || key === null || !isWhole(question)) return null;
  const { look } = lookAt(event, facts);
  if (look.outcome === 'open') return null;
  return look.outcome === 'decided' ? look.findings : [];
}

/**
 * The answer with the log around it.
 *
 * @param context - null where the log could not be read
 * @param unread - why it says nothing of this execution, should that be so
 */
export function answerInContext(
  question: Question,
  context: ContextJudgement | null,
  facts: FactsByHost,
  unread: string,
): readonly Finding[] {
  if (context?.events.has(question.id)) return context.findings.get(question.id) ?? [];
  const { event, key } = question;
  if (event === null) return [];
  const { look } = lookAt(event, facts);
  // What was open when all of it was there stays so, however little of it could be sent.
  if (key === null || look.outcome === 'open') return judgeAlone(event, facts, unread);
  return look.outcome === 'decided' ? look.findings : [];
}
