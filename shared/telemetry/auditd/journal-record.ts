/**
 * Audit records that journald took from the kernel (systemd, src/journal/journald-audit.c): `MESSAGE` is the record's type
 * and its fields, and what the kernel wrote between the two, the time and the serial number, are fields of their own.
 */
import type { JsonObject } from '../json-object.ts';

/** `SYSCALL arch=c000003e …` */
const TYPE_AND_FIELDS = /^([A-Z][A-Z0-9_]*) (.*)$/s;

function digitsIn(value: unknown): string | null {
  return typeof value === 'string' && /^\d{1,16}$/.test(value) ? value : null;
}

/**
 * `{"_TRANSPORT":"audit","_AUDIT_ID":"31","_SOURCE_REALTIME_TIMESTAMP":"1771085986953000","MESSAGE":"CWD cwd=\"/\""}`
 *
 * @returns the record as auditd would have written it, null where it is none or can't be told from others any more
 */
export function journalRecord(object: JsonObject): string | null {
  if (object['_TRANSPORT'] !== 'audit') return null;
  const { MESSAGE, _HOSTNAME } = object;
  const microseconds = digitsIn(object['_SOURCE_REALTIME_TIMESTAMP']);
  const serial = digitsIn(object['_AUDIT_ID']);
  const message = typeof MESSAGE === 'string' ? TYPE_AND_FIELDS.exec(MESSAGE) : null;
  if (microseconds === null || serial === null || message === null) return null;
  const [, type = '', fields = ''] = message;
  const milliseconds = microseconds.slice(0, -3).padStart(4, '0');
  const moment = `${milliseconds.slice(0, -3)}.${milliseconds.slice(-3)}`;
  const node = typeof _HOSTNAME === 'string' && /^\S{1,255}$/.test(_HOSTNAME) ? `node=${_HOSTNAME} ` : '';
  return `${node}type=${type} msg=audit(${moment}:${serial}): ${fields}`;
}
