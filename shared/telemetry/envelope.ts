/**
 * What shippers put around a line: Fluent Bit and FireLens its text under `log` or its object under `log_processed`,
 * others under `message`, journald under `MESSAGE`, container runtimes a time and a stream before it. What stands beside it
 * describes the program that wrote the line, and not the process that it tells of.
 */
import { collectedRecords } from './auditd/collected-records.ts';
import { isObject, type JsonObject, parseObject } from './json-object.ts';

/** An envelope in an envelope: more has not been seen. */
const MOST_ENVELOPES = 2;

/** Fields in which shippers put the text that they read, and those in which they put the object that it was. */
const TEXT_FIELDS = ['log', 'message', 'MESSAGE'] as const;
const OBJECT_FIELDS = ['log_processed', 'message'] as const;

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

/** Takes one envelope off; empty where there is none. */
function inside(object: JsonObject, { text, path }: Layer): Layer[] {
  for (const field of OBJECT_FIELDS) {
    const value = object[field];
    if (isObject(value)) return [{ text, object: value, path: [...path, field] }];
  }
  for (const field of TEXT_FIELDS) {
    const value = object[field];
    const inner = Array.isArray(value) ? textOfBytes(value) : value;
    if (typeof inner === 'string') return inner.replace(/\n$/, '').split('\n').map(layerOf);
  }
  const records = isObject(object['items']) ? collectedRecords(object) : null;
  return records === null ? [] : records.map((record) => ({ text: record, object: null, path: [] }));
}

function layerOf(line: string): Layer {
  // All lines with a container runtime's prefix begin with the year.
  const text = line.startsWith('2') ? line.replace(CONTAINER_RUNTIME, '') : line;
  return { text, object: parseObject(text), path: [] };
}

function peelLayer<Result>(layer: Layer, look: (layer: Layer) => Result | null, envelopes: number): Result[] {
  const found = look(layer);
  if (found !== null) return [found];
  if (layer.object === null || envelopes >= MOST_ENVELOPES) return [];
  return inside(layer.object, layer).flatMap((inner) => peelLayer(inner, look, envelopes + 1));
}

/**
 * Looks at a line and, as long as `look` finds nothing, into the envelopes that it has.
 *
 * @param look - gives null where it wants to see what is inside
 * @returns what was found, in the line's order: one envelope can hold several lines
 */
export function peel<Result>(line: string, look: (layer: Layer) => Result | null): Result[] {
  return peelLayer(layerOf(line), look, 0);
}
