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

/** Does the value from `start` to `end` lack its closing quote? Then the line was cut in its middle. */
export function isCutAt(line: string, start: number, end: number): boolean {
  return line.charCodeAt(start) === QUOTE && (end - start < 2 || line.charCodeAt(end - 1) !== QUOTE);
}

/** A quoted value that lost its closing quote. */
export function isCut(raw: string): boolean {
  return isCutAt(raw, 0, raw.length);
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

/** As decodeText, of the value that stands from `start` to `end` in a line: spares a copy of it. */
export function decodeTextAt(line: string, start: number, end: number): string | null {
  const closed = line.charCodeAt(start) === QUOTE && end - start >= 2 && line.charCodeAt(end - 1) === QUOTE;
  return closed ? line.slice(start + 1, end - 1) : decodeText(line.slice(start, end));
}

/** A field's name as it stands in a record: ` pid=`. */
export type FieldKey = string & { readonly brand: 'FieldKey' };

/** Made once for each field, not once for each record. */
export function fieldKey(name: string): FieldKey {
  return ` ${name}=` as FieldKey;
}

const MINUS = 45;
const ZERO = 48;
/** Digits of the largest integers that JavaScript surely holds exactly. */
const MOST_DIGITS = 15;

/**
 * Reads fields of one record. Fastest where they are asked for in the order in which they stand, because each search
 * begins where the last one ended; right in any order.
 */
export class FieldReader {
  private readonly line: string;
  private readonly start: number;
  private cursor: number;

  /** @param body - offset of the first field */
  constructor(line: string, body: number) {
    this.line = line;
    // The first field may stand right behind the head, its blank is the head's.
    this.start = Math.max(body - 1, 0);
    this.cursor = this.start;
  }

  /** Characters of the record. */
  get size(): number {
    return this.line.length;
  }

  /** The value as it stands (quotes included); null where the record has no such field. */
  raw(key: FieldKey): string | null {
    const at = this.find(key);
    return at < 0 ? null : this.line.slice(at, valueEnd(this.line, at));
  }

  /** Is the field's value exactly this? */
  is(key: FieldKey, value: string): boolean {
    const at = this.find(key);
    return at >= 0 && this.line.startsWith(value, at) && valueEnd(this.line, at) === at + value.length;
  }

  /** A string field, decoded; null where it is absent, cut off with its line, or says that there is nothing. */
  text(key: FieldKey): string | null {
    const at = this.find(key);
    if (at < 0) return null;
    const end = valueEnd(this.line, at);
    return isCutAt(this.line, at, end) ? null : decodeTextAt(this.line, at, end);
  }

  /** A field of digits; null where it is absent or no number that JavaScript holds exactly. */
  number(key: FieldKey, base: 8 | 10 = 10): number | null {
    const from = this.find(key);
    if (from < 0) return null;
    const negative = this.line.charCodeAt(from) === MINUS;
    const first = negative ? from + 1 : from;
    let value = 0;
    let at = first;
    for (; at < this.line.length; at++) {
      const code = this.line.charCodeAt(at);
      if (code < ZERO || code >= ZERO + base) break;
      value = value * base + (code - ZERO);
    }
    const ended = at === this.line.length || at === valueEnd(this.line, at);
    if (at === first || at - first > MOST_DIGITS || !ended) return null;
    return negative ? -value : value;
  }

  /** Offset of the value, negative where there is none. */
  private find(key: FieldKey): number {
    let at = this.line.indexOf(key, this.cursor);
    if (at < 0 && this.cursor > this.start) at = this.line.indexOf(key, this.start);
    if (at < 0) return -1;
    this.cursor = at + key.length;
    return this.cursor;
  }
}
