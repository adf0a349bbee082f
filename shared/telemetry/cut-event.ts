/**
 * Executions whose records went on in another delivery: what is kept of them until the rest has come, and how they
 * are put together again.
 */
import { AuditdCorrelator } from './auditd/correlator.ts';
import { splitJoinedRecords } from './auditd/joined-records.ts';
import { parseRecordHeader, type RecordHeader } from './auditd/record-header.ts';
import { peel } from './envelope.ts';
import { type ExecEvent, type ExecEventId, execEventId } from './exec-event.ts';
import type { Origin } from './origin.ts';

/** Names one execution of one log stream. */
export interface CutEventKey {
  readonly origin: Origin;
  /** `node=` of its records, empty for none. */
  readonly host: string;
  /** The source's own id. */
  readonly sourceEventId: string;
}

/** A line of a log, or one record of a line that holds several, and the log event's id that it had. */
export interface KeptLine {
  readonly id: string;
  readonly line: string;
}

/**
 * Characters that are kept of one event of one delivery: more than all its records but those of its arguments can have,
 * and an item of the table has room for four times that. Beyond, arguments count as lost.
 */
const MOST_CHARACTERS = 96 * 1024;
/** The kernel's records are shorter (MAX_AUDIT_MESSAGE_LENGTH is 8970): a longer one counts as cut. */
const LONGEST_RECORD = 16 * 1024;

interface KeptRecord extends KeptLine {
  readonly type: RecordHeader['type'];
}

/** The records in a line, as the correlator takes them, with the events that they belong to. */
function* recordsIn({ id, line }: KeptLine): Generator<{ event: ExecEventId; record: KeptRecord }> {
  for (const text of peel(line, ({ text: record, object }) => (object === null ? record : null))) {
    const header = parseRecordHeader(text);
    if (header === null || header.type === 'other') continue;
    const event = execEventId(header.node, header.eventId);
    for (const part of splitJoinedRecords(text, header) ?? [text]) {
      const type = parseRecordHeader(part, header)?.type;
      if (type !== undefined && type !== 'other')
        yield { event, record: { id, line: part.slice(0, LONGEST_RECORD), type } };
    }
  }
}

/** Of arguments there may be megabytes, and they come before the directory and the files: what is few goes first. */
function bounded(records: readonly KeptRecord[]): KeptLine[] {
  let characters = 0;
  return records
    .toSorted((a, b) => Number(a.type === 'EXECVE') - Number(b.type === 'EXECVE'))
    .filter(({ line }) => {
      characters += line.length;
      return characters <= MOST_CHARACTERS;
    })
    .map(({ id, line }) => ({ id, line }));
}

/**
 * The records of some executions, each as a line of its own. Whoever can write an argument can write an id in it: lines
 * that only mention one are not among them.
 */
export function linesByEvent(
  lines: readonly KeptLine[],
  wanted: readonly Pick<ExecEvent, 'id'>[],
): ReadonlyMap<ExecEventId, readonly KeptLine[]> {
  const records = new Map<ExecEventId, KeptRecord[]>(wanted.map(({ id }) => [id, []]));
  for (const line of lines) for (const { event, record } of recordsIn(line)) records.get(event)?.push(record);
  return new Map([...records].map(([id, all]) => [id, bounded(all)]));
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
