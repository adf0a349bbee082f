/** What a Tracee event holds by name: `args` of the older JSON, `data` of v1beta1. */
import { isObject, type JsonObject } from '../../json-object.ts';

/**
 * The value beside its name: under `value` in both formats' own JSON, under its type (`str`, `str_array`, `u_int32` …)
 * where a client of the API wrote the protobuf message itself.
 */
function valueIn(entry: JsonObject): unknown {
  if ('value' in entry) return entry['value'];
  for (const [key, value] of Object.entries(entry)) {
    if (key === 'name' || key === 'type') continue;
    return isObject(value) && 'value' in value ? value['value'] : value;
  }
  return null;
}

/** By name; of a name that comes twice the first. */
export type TraceeValues = ReadonlyMap<string, unknown>;

/** Reads the entries of an event. */
export function valuesOf(entries: readonly unknown[]): TraceeValues {
  const values = new Map<string, unknown>();
  for (const entry of entries) {
    const name = isObject(entry) ? entry['name'] : null;
    if (isObject(entry) && typeof name === 'string' && !values.has(name)) values.set(name, valueIn(entry));
  }
  return values;
}

/** Text that is not empty, null for anything else. */
export function textValue(values: TraceeValues, name: string): string | null {
  const value = values.get(name);
  return typeof value === 'string' && value !== '' ? value : null;
}

/** A number as the protobuf wrapper types have it, alone or in an object of its own; null for anything else. */
export function wrappedNumber(value: unknown): number | null {
  const inner = isObject(value) ? value['value'] : value;
  const number = typeof inner === 'string' && /^\d{1,15}$/.test(inner) ? Number(inner) : inner;
  return typeof number === 'number' && Number.isSafeInteger(number) ? number : null;
}
