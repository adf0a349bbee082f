/** Names of the host in the Elastic Common Schema and what came before it. */
import { type JsonObject, objectAt, textAt } from '../../json-object.ts';

/** Empty where none is told. */
export function ecsHost(record: JsonObject): string {
  const host = objectAt(record, 'host');
  const name = textAt(host, 'name') ?? textAt(host, 'hostname');
  if (name !== null) return name;
  // Version 6 of the Beats.
  const beat = objectAt(record, 'beat');
  return textAt(beat, 'hostname') ?? textAt(beat, 'name') ?? '';
}
