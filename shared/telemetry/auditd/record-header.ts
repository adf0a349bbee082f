/**
 * The head of an audit record: `[prefix] [node=NAME ]type=TYPE [msg=]audit(SEC.MS:SERIAL): `.
 *
 * Anchored on purpose: an argument may contain the words `type=EXECVE msg=audit(1.1:1):`, so a head is
 * taken only at the start of a line or behind a prefix that a known shipper writes, never from its middle.
 */
import { type EventStamp, parseEventId } from './event-id.ts';

/**
 * The records that tell an execution. PROCTITLE is not among them on purpose: it is cut at 128
 * bytes and, for the second exec of a process, still shows the first one's command line.
 */
export type RecordType = 'SYSCALL' | 'EXECVE' | 'CWD' | 'PATH';

/** A record that tells no execution: nothing else of it matters. */
export interface OtherRecord {
  readonly type: 'other';
}

/** The head of a record that does; `body` is the offset of the first field behind it. */
export interface RecordHeader {
  readonly type: RecordType;
  /** `SEC.MS:SERIAL` */
  readonly eventId: string;
  readonly stamp: EventStamp;
  /** Empty where the record has no `node=`. */
  readonly node: string;
  readonly body: number;
}

/** Numbers of include/uapi/linux/audit.h: old user space on a new kernel prints `UNKNOWN[1327]`, printk `type=1309`. */
const TYPE_NUMBERS: Readonly<Record<string, RecordType>> = {
  '1300': 'SYSCALL',
  '1302': 'PATH',
  '1307': 'CWD',
  '1309': 'EXECVE',
};

const OTHER: OtherRecord = { type: 'other' };

const TYPES = ['SYSCALL', 'EXECVE', 'PATH', 'CWD'] as const satisfies readonly RecordType[];

/**
 * What may stand before the record: blanks, a syslog head (RFC 3164, the same with a time of RFC 3339, or RFC 5424) of
 * one of the programs that forward audit records, and nothing else.
 */
const SYSLOG_PREFIX =
  /^(?:<\d{1,3}>)?(?:1 )?(?:[A-Z][a-z]{2} [ \d]\d \d\d:\d\d:\d\d |\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d\S* )?(?:\S+ )?(?:audispd|audisp-syslog|auditd|audit|kernel)(?:(?:\[\d+\])?: | \S{1,128} \S{1,32} (?:-|\[[^\]]{0,200}\]) )(?:\[ *\d+\.\d+\] )?(?:audit: )?/;

const HEAD =
  /^(?:node=(\S+) )?type=([A-Z][A-Z0-9_]*|\d+)(?:\[(\d+)\])? (?:msg=)?audit\((\d{1,15}\.\d{1,3}:\d{1,20})\): ?/;

/** A head in the commonest shape, which the fast path below takes without a regular expression. */
const FAST_START = 'type=';
const FAST_MIDDLE = ' msg=audit(';
const ZERO = 48;
const COLON = 58;
const NINE = 57;
const CLOSE = 41;
const CLOSE_BRACKET = 93;

/** Offset behind a forwarder's prefix, or 0. */
function prefixLength(line: string): number {
  const blanks = line.length - line.trimStart().length;
  const prefix = SYSLOG_PREFIX.exec(blanks > 0 ? line.slice(blanks) : line);
  return blanks + (prefix?.[0].length ?? 0);
}

function slowHeader(line: string): RecordHeader | OtherRecord | null {
  const start = prefixLength(line);
  // The head is short; matching against a bounded slice keeps a hostile line from being copied or scanned whole.
  const match = HEAD.exec(line.slice(start, start + 512));
  if (match === null) return null;
  const [whole, node = '', name = '', unknown, eventId = ''] = match;
  const type = TYPE_NUMBERS[unknown ?? name] ?? TYPES.find((known) => known === name);
  const stamp = parseEventId(eventId);
  if (stamp === null) return null;
  return type === undefined ? OTHER : { type, stamp, eventId, node, body: start + whole.length };
}

/** The type whose name stands from the fast start to `end`, null for any other. */
function typeAt(line: string, end: number): RecordType | null {
  for (const type of TYPES) {
    if (end === FAST_START.length + type.length && line.startsWith(type, FAST_START.length)) return type;
  }
  return null;
}

function isDigit(code: number): boolean {
  return code >= ZERO && code <= NINE;
}

/**
 * Reads the head of one line; null where the line is no audit record.
 *
 * @param before - the head of the record before, whose id most records share: spares reading it again
 */
export function parseRecordHeader(
  line: string,
  before: RecordHeader | null = null,
): RecordHeader | OtherRecord | null {
  if (!line.startsWith(FAST_START)) return slowHeader(line);
  const typeEnd = line.indexOf(' ', FAST_START.length);
  // UNKNOWN[1327] and bare numbers are for the slow path.
  const isNumber =
    line.charCodeAt(FAST_START.length) <= NINE || line.charCodeAt(typeEnd - 1) === CLOSE_BRACKET;
  const unusual = typeEnd < 0 || typeEnd > 40 || isNumber;
  if (unusual || !line.startsWith(FAST_MIDDLE, typeEnd)) return slowHeader(line);
  const type = typeAt(line, typeEnd);
  const idStart = typeEnd + FAST_MIDDLE.length;
  // A digit is all that is asked of the id of a record that nothing else is read of.
  if (type === null) return isDigit(line.charCodeAt(idStart)) ? OTHER : null;
  if (before !== null && line.startsWith(before.eventId, idStart) && before.node === '') {
    const end = idStart + before.eventId.length;
    if (line.charCodeAt(end) === CLOSE && line.charCodeAt(end + 1) === COLON) {
      return { type, eventId: before.eventId, stamp: before.stamp, node: '', body: end + 2 };
    }
  }
  const idEnd = line.indexOf(')', idStart);
  if (idEnd < 0 || idEnd - idStart > 40 || line.charCodeAt(idEnd + 1) !== COLON) return slowHeader(line);
  const eventId = line.slice(idStart, idEnd);
  const stamp = parseEventId(eventId);
  return stamp === null ? slowHeader(line) : { type, eventId, stamp, node: '', body: idEnd + 2 };
}
