/** Audit records as some collectors write them: an object that holds the records of one event by their type. */
import { isObject, type JsonObject } from '../json-object.ts';

/**
 * `{"node": "n", "timestamp": "1575617742", "timestampfractional": "762", "eventid": "5497", "items": {"CWD": ["cwd=…"]}}`
 *
 * @returns the records as auditd would have written them, null where it is no such object
 */
export function collectedRecords(object: JsonObject): string[] | null {
  const { node, timestamp, timestampfractional, eventid, items } = object;
  if (!isObject(items) || typeof timestamp !== 'string' || typeof eventid !== 'string') return null;
  const fraction = typeof timestampfractional === 'string' ? timestampfractional.padStart(3, '0') : '000';
  const head = typeof node === 'string' && /^\S+$/.test(node) ? `node=${node} ` : '';
  const records: string[] = [];
  for (const [type, bodies] of Object.entries(items)) {
    if (!/^[A-Z_0-9]+$/.test(type) || !Array.isArray(bodies)) continue;
    for (const body of bodies) {
      if (typeof body === 'string')
        records.push(`${head}type=${type} msg=audit(${timestamp}.${fraction}:${eventid}): ${body}`);
    }
  }
  return records;
}
