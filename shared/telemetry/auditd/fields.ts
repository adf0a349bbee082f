/**
 * Values of audit records (kernel/audit.c: audit_log_untrustedstring, audit_log_n_hex). A quoted value is literal
 * and holds neither blank, quote, control nor non-ASCII byte; whatever does is written as unquoted hex. So no
 * quoted value can imitate the ` name=` that the lookups below search for.
 */
import { decodeHex } from '../byte-string.ts';

const QUOTE = 34;
const BLANK = 32;
/** Stands between the raw and the enriched half of an ENRICHED record (audit-userspace, AUDIT_INTERP_SEPARATOR). */
const GROUP_SEPARATOR = 29;
const NOTHING: ReadonlySet<string> = new Set(['(null)', '(none)', '?']);

/** Offset just behind the value that starts at `start`; the line's length where a quote is never closed. */
export function valueEnd(line: string, start: number): number {
  if (line.charCodeAt(start) === QUOTE) {
    const close = line.indexOf('"', start + 1);
    return close < 0 ? line.length : close + 1;
  }
  let at = start;
  for (; at < line.length; at++) {
    const code = line.charCodeAt(at);
    if (code === BLANK || code === GROUP_SEPARATOR) break;
  }
  return at;
}

/** The value of ` name=` as it stands in the line (quotes included), looked for from offset `from`; null if absent. */
export function rawField(line: string, name: string, from: number): string | null {
  const key = ` ${name}=`;
  const at = line.indexOf(key, Math.max(from - 1, 0));
  if (at < 0) return null;
  const start = at + key.length;
  return line.slice(start, valueEnd(line, start));
}

/** A quoted value that lost its closing quote: the line was cut in the middle. */
export function isCut(raw: string): boolean {
  return raw.charCodeAt(0) === QUOTE && (raw.length === 1 || raw.charCodeAt(raw.length - 1) !== QUOTE);
}

/**
 * Decodes a string field (exe, comm, cwd, name, aN of EXECVE): quoted is literal, unquoted is hex, `(null)` and its
 * kin are null. An unquoted value that is no hex is taken as it stands: some forwarders drop the quotes.
 */
export function decodeText(raw: string): string | null {
  if (raw.charCodeAt(0) === QUOTE) return raw.slice(1, isCut(raw) ? raw.length : -1);
  if (raw === '') return '';
  if (NOTHING.has(raw)) return null;
  return decodeHex(raw) ?? raw;
}

/** A string field by its name. */
export function textField(line: string, name: string, from: number): string | null {
  const raw = rawField(line, name, from);
  return raw === null ? null : decodeText(raw);
}

/** A decimal field (pid, uid, items, argc …); null where absent or not a number that JavaScript holds exactly. */
export function numberField(line: string, name: string, from: number): number | null {
  const raw = rawField(line, name, from);
  if (raw === null || !/^-?\d{1,15}$/.test(raw)) return null;
  return Number(raw);
}
