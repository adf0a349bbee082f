/**
 * The head of an audit record: `[prefix] [node=NAME ]type=TYPE [msg=]audit(SEC.MS:SERIAL): `.
 *
 * Anchored on purpose: an argument may contain the words `type=EXECVE msg=audit(1.1:1):`, so a head is
 * taken only at the start of a line or behind a prefix that a known shipper writes, never from its middle.
 */

/**
 * The records that tell an execution; everything else is `other`. PROCTITLE is among those on purpose: it is cut at 128
 * bytes and, for the second exec of a process, still shows the first one's command line.
 */
export type RecordType = 'SYSCALL' | 'EXECVE' | 'CWD' | 'PATH' | 'other';

/** The head of one record; `body` is the offset of the first field behind it. */
export interface RecordHeader {
  readonly type: RecordType;
  /** `SEC.MS:SERIAL` */
  readonly eventId: string;
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

const TYPE_NAMES: Readonly<Record<string, RecordType>> = {
  SYSCALL: 'SYSCALL',
  EXECVE: 'EXECVE',
  CWD: 'CWD',
  PATH: 'PATH',
};

/**
 * What may stand before the record: blanks, a syslog head (priority, RFC 3164 or RFC 3339 time, host, the programs
 * that forward audit records), and nothing else.
 */
const SYSLOG_PREFIX =
  /^(?:<\d{1,3}>)?(?:1 )?(?:[A-Z][a-z]{2} [ \d]\d \d\d:\d\d:\d\d |\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d\S* )?(?:\S+ )?(?:audispd|audisp-syslog|auditd|audit|kernel)(?:\[\d+\])?: (?:\[ *\d+\.\d+\] )?(?:audit: )?/;

const HEAD =
  /^(?:node=(\S+) )?type=([A-Z][A-Z0-9_]*|\d+)(?:\[(\d+)\])? (?:msg=)?audit\((\d{1,15}\.\d{1,3}:\d{1,20})\): ?/;

const PLAIN_NAME = /^[A-Z][A-Z0-9_]*$/;

/** A head in the commonest shape, which the fast path below takes without a regular expression. */
const FAST_START = 'type=';
const FAST_MIDDLE = ' msg=audit(';
const COLON = 58;

/** Offset behind a forwarder's prefix, or 0. */
function prefixLength(line: string): number {
  const blanks = line.length - line.trimStart().length;
  const prefix = SYSLOG_PREFIX.exec(blanks > 0 ? line.slice(blanks) : line);
  return blanks + (prefix?.[0].length ?? 0);
}

function slowHeader(line: string): RecordHeader | null {
  const start = prefixLength(line);
  // The head is short; matching against a bounded slice keeps a hostile line from being copied or scanned whole.
  const match = HEAD.exec(line.slice(start, start + 512));
  if (match === null) return null;
  const [whole, node = '', name = '', unknown, eventId = ''] = match;
  const type = TYPE_NUMBERS[unknown ?? name] ?? TYPE_NAMES[name] ?? 'other';
  return { type, eventId, node, body: start + whole.length };
}

function isEventId(id: string): boolean {
  let dots = 0;
  let colons = 0;
  for (let at = 0; at < id.length; at++) {
    const code = id.charCodeAt(at);
    if (code === 46) dots++;
    else if (code === COLON) colons++;
    else if (code < 48 || code > 57) return false;
  }
  return dots === 1 && colons === 1 && id.length <= 40;
}

/** Reads the head of one line; null where the line is no audit record. */
export function parseRecordHeader(line: string): RecordHeader | null {
  if (!line.startsWith(FAST_START)) return slowHeader(line);
  const typeEnd = line.indexOf(' ', 5);
  if (typeEnd < 0 || typeEnd > 40 || !line.startsWith(FAST_MIDDLE, typeEnd)) return slowHeader(line);
  const idStart = typeEnd + FAST_MIDDLE.length;
  const idEnd = line.indexOf(')', idStart);
  if (idEnd < 0 || idEnd - idStart > 40) return slowHeader(line);
  const eventId = line.slice(idStart, idEnd);
  if (line.charCodeAt(idEnd + 1) !== COLON || !isEventId(eventId)) return slowHeader(line);
  const name = line.slice(5, typeEnd);
  const type = TYPE_NAMES[name];
  if (type === undefined && !PLAIN_NAME.test(name)) return slowHeader(line);
  return { type: type ?? 'other', eventId, node: '', body: idEnd + 2 };
}
