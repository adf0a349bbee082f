/**
 * Executions whose records went on in another delivery: what is kept of them until the rest has come, and how they
 * are put together again.
 */
import { AuditdCorrelator } from './auditd/correlator.ts';
import type { ExecEvent } from './exec-event.ts';
import type { Origin } from './origin.ts';

/** Names one execution of one log stream. */
export interface CutEventKey {
  readonly origin: Origin;
  /** `node=` of its records, empty for none. */
  readonly host: string;
  /** The source's own id. */
  readonly sourceEventId: string;
}

/** A line of a log and the log event's id that it had. */
export interface KeptLine {
  readonly id: string;
  readonly line: string;
}

/** Characters that are kept of one event of one delivery: beyond, arguments count as lost. */
const MOST_CHARACTERS = 64 * 1024;

/** The lines that hold records of an execution, or mention it: which of the two is found out when they are read. */
export function linesOfEvent(lines: readonly KeptLine[], { sourceEventId }: CutEventKey): KeptLine[] {
  const kept: KeptLine[] = [];
  let characters = 0;
  for (const line of lines) {
    if (!line.line.includes(sourceEventId)) continue;
    characters += line.line.length;
    if (characters > MOST_CHARACTERS) break;
    kept.push(line);
  }
  return kept;
}

/**
 * Puts an execution together.
 *
 * @param lines - in any order, of any deliveries
 * @returns the execution as far as it is known, with what is missing named; null where the lines tell none
 */
export function putTogether(lines: readonly KeptLine[], key: CutEventKey): ExecEvent | null {
  const { origin, host, sourceEventId } = key;
  let found: ExecEvent | null = null;
  const correlator = new AuditdCorrelator((event) => {
    if (event.type === 'exec' && event.sourceEventId === sourceEventId && event.host === host) found = event;
  });
  const inOrder = lines.toSorted((a, b) => (a.id < b.id ? -1 : a.id > b.id ? 1 : 0));
  for (const { id, line } of inOrder) correlator.push(line, `${origin.logGroup}:${origin.logStream}`, id);
  correlator.flush();
  return found;
}
