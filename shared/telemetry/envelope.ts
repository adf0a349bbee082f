/**
 * What shippers put around a line: Fluent Bit and FireLens its text under `log` or its object under `log_processed`,
 * others under `message`, journald under `MESSAGE`, container runtimes a time and a stream before it. What stands beside it
 * describes the program that wrote the line, and not the process that it tells of.
 */
import { collectedRecords } from './auditd/collected-records.ts';
import { journalRecord } from './auditd/journal-record.ts';
import { isObject, type JsonObject, parseObject } from './json-object.ts';
import { syslogPrefixLength } from './syslog-prefix.ts';

/** Two, one in the other, have been seen, and the record inside may be one of several that were joined. */
const MOST_ENVELOPES = 3;

/** Fields in which shippers put the text that they read, and those in which they put the object that it was. */
const TEXT_FIELDS = ['log', 'message', 'MESSAGE'] as const;
const OBJECT_FIELDS = ['log_processed', 'message', '_source'] as const;
/** Of Splunk's collector and of search results: others have a field of this name too, so it is looked into last. */
const LAST_FIELD = 'event';

/** `2026-11-24T10:00:00.000000000Z stdout F ` (CRI logging format, kubernetes/kubernetes pkg/kubelet/kuberuntime/logs) */
const CONTAINER_RUNTIME = /^\d{4}-\d\d-\d\dT\S{8,40} std(?:out|err) [FP] /;

/** Something that a line holds: itself, or what is inside of an envelope. */
export interface Layer {
  /** As it was written; of an object inside of another the whole line. */
  readonly text: string;
  /** Null where it is no object of JSON. */
  readonly object: JsonObject | null;
  /** The keys that lead to it in the object that `text` is; none where it is the whole of it. */
  readonly path: readonly string[];
}

/** A journal's text that is not UTF-8 is a list of bytes (systemd: "Journal JSON Format"). */
function textOfBytes(value: readonly unknown[]): string | null {
  const bytes = value.filter((byte): byte is number => typeof byte === 'number' && byte >= 0 && byte < 256);
  return bytes.length > 0 && bytes.length === value.length ? Buffer.from(bytes).toString('utf8') : null;
}

/** A record of the audit system that is no object itself. */
function recordLayer(text: string): Layer {
  return { text, object: null, path: [] };
}

function innerObject(object: JsonObject, field: string, { text, path }: Layer): Layer[] | null {
  const value = object[field];
  return isObject(value) ? [{ text, object: value, path: [...path, field] }] : null;
}

function innerText(object: JsonObject, field: string): Layer[] | null {
  const value = object[field];
  const inner = Array.isArray(value) ? textOfBytes(value) : value;
  return typeof inner === 'string' ? inner.replace(/\n$/, '').split('\n').map(layerOf) : null;
}

function auditRecords(object: JsonObject): Layer[] | null {
  const journal = journalRecord(object);
  if (journal !== null) return [recordLayer(journal)];
  return isObject(object['items']) ? (collectedRecords(object)?.map(recordLayer) ?? null) : null;
}

/**
 * A journal says who wrote an entry, and lets everybody write (systemd.journal-fields(7): fields that begin with an underscore
 * can't be forged by whoever writes): only the kernel's records and what root's services write are taken for telemetry.
 */
function isOfStranger({ _TRANSPORT: transport, _UID: uid }: JsonObject): boolean {
  return typeof transport === 'string' && transport !== 'audit' && transport !== 'kernel' && uid !== '0';
}

/** Takes one envelope off; empty where there is none. */
function inside(object: JsonObject, layer: Layer): Layer[] {
  if (isOfStranger(object)) return [];
  for (const field of OBJECT_FIELDS) {
    const inner = innerObject(object, field, layer);
    if (inner !== null) return inner;
  }
  const records = auditRecords(object);
  if (records !== null) return records;
  for (const field of TEXT_FIELDS) {
    const inner = innerText(object, field);
    if (inner !== null) return inner;
  }
  return innerObject(object, LAST_FIELD, layer) ?? innerText(object, LAST_FIELD) ?? [];
}

/** A line without what container runtimes and syslog daemons put before it. */
export function layerOf(line: string): Layer {
  if (line.startsWith('{')) return { text: line, object: parseObject(line), path: [] };
  // All lines with a container runtime's prefix begin with the year.
  const inner = line.startsWith('2') ? line.replace(CONTAINER_RUNTIME, '') : line;
  const text = inner.startsWith('{') ? inner : inner.slice(syslogPrefixLength(inner));
  return { text, object: parseObject(text), path: [] };
}

function peelFrom<Result>(layer: Layer, look: (layer: Layer) => Result | null, envelopes: number): Result[] {
  if (layer.object === null || envelopes >= MOST_ENVELOPES) return [];
  return inside(layer.object, layer).flatMap((inner) => {
    const found = look(inner);
    return found === null ? peelFrom(inner, look, envelopes + 1) : [found];
  });
}

/**
 * Looks into the envelopes of something that was looked at already, as long as `look` finds nothing.
 *
 * @param look - gives null where it wants to see what is inside
 * @returns what was found, in the line's order: one envelope can hold several lines
 */
export function peelInside<Result>(layer: Layer, look: (layer: Layer) => Result | null): Result[] {
  return peelFrom(layer, look, 0);
}

/** As `peelInside`, and looks at the line itself first. */
export function peel<Result>(line: string, look: (layer: Layer) => Result | null): Result[] {
  const layer = layerOf(line);
  const found = look(layer);
  return found === null ? peelInside(layer, look) : [found];
}
