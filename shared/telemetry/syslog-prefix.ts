/** What syslog daemons put before an object of JSON that a tool logged. */

/**
 * RFC 3164, the same with a time of RFC 3339, or RFC 5424, and the tag of a tool whose records are read: other programs
 * log what strangers wrote.
 */
const SYSLOG =
  /^(?:<\d{1,3}>)?(?:1 )?(?:[A-Z][a-z]{2} [ \d]\d \d\d:\d\d:\d\d |\d{4}-\d\d-\d\d[T ]\S{1,40} )?(?:\S{1,255} )?(?:laurel|auditbeat|tracee|jibril|falco|tetragon|osqueryd?)(?:\[\d{1,10}\])?(?:: ?| \S{1,128} \S{1,32} (?:-|\[[^\]]{0,200}\]) ?)(?:@cee: ?)?(?=\{)/;
/** The mark of a syslog message that is JSON (CEE), as tools write it themselves. */
const MARK = '@cee:';
const LONGEST = 1024;

/** Offset of the object behind the prefix, 0 where there is no such prefix. */
export function syslogPrefixLength(text: string): number {
  if (text.startsWith(MARK)) return text.length - text.slice(MARK.length).trimStart().length;
  const brace = text.indexOf('{');
  return brace < 0 || brace > LONGEST ? 0 : (SYSLOG.exec(text.slice(0, brace + 1))?.[0].length ?? 0);
}
