/** `{{ references }}` in the inputs of steps, and the types of outputs. */
import type { Output } from '../../../cdk/runbooks/step.ts';

/** Everything that can be referred to, by its name: parameters, outputs, variables. */
export type Known = ReadonlyMap<string, unknown>;

/** A reference to what there is not: the step fails before anything is called (AWS: "failed to resolve input"). */
export class UnresolvedReference extends Error {
  override name = 'UnresolvedReference';
}

const WHOLE = /^\{\{\s*([^{}]*?)\s*\}\}$/;
const WITHIN = /\{\{\s*([^{}]*?)\s*\}\}/g;

function lookUp(known: Known, name: string): unknown {
  if (!known.has(name)) throw new UnresolvedReference(`Failed to resolve input: ${name}`);
  return known.get(name);
}

function asText(value: unknown): string {
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}

/**
 * The value with everything put in. A text that is one reference and nothing else becomes what it refers to, of its type.
 *
 * @throws UnresolvedReference
 */
export function resolve(value: unknown, known: Known): unknown {
  if (typeof value === 'string') {
    const whole = WHOLE.exec(value)?.[1];
    if (whole !== undefined) return lookUp(known, whole);
    return value.replaceAll(WITHIN, (_, name: string) => asText(lookUp(known, name)));
  }
  if (Array.isArray(value)) return value.map((one) => resolve(one, known));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, resolve(one, known)]));
}

/**
 * A value as the type of an output (AWS: "Using action outputs as inputs", type conversions).
 *
 * @throws TypeError where it can't be that
 */
export function converted(value: unknown, type: Output['Type']): unknown {
  const only = Array.isArray(value) && value.length === 1 ? value[0] : value;
  switch (type) {
    case 'StringList':
      return Array.isArray(value) ? value.map(asText) : [asText(value)];
    case 'String':
      if (Array.isArray(only)) throw new TypeError(`a list of ${only.length} is no String`);
      return asText(only);
    case 'Integer':
      if (!Number.isInteger(Number(only))) throw new TypeError(`${asText(only)} is no Integer`);
      return Number(only);
    case 'Boolean':
      if (only !== true && only !== false && only !== 'true' && only !== 'false')
        throw new TypeError(`${asText(only)} is no Boolean`);
      return only === true || only === 'true';
  }
}
