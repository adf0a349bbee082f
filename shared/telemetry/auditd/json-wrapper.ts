/**
 * Audit records inside JSON: a log shipper's `log` or `message` (twice at most), or a collector's object that holds
 * the records of one event by their type.
 */

/** Fields in which shippers put the line that they read. */
const LINE_FIELDS = ['log', 'message', 'MESSAGE'] as const;
const MOST_LEVELS = 2;

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function parseObject(text: string): Readonly<Record<string, unknown>> | null {
  if (!text.startsWith('{')) return null;
  try {
    const value: unknown = JSON.parse(text);
    return isObject(value) ? value : null;
  } catch {
    return null;
  }
}

/** `{"node": "n", "timestamp": "1575617742", "timestampfractional": "762", "eventid": "5497", "items": {"CWD": ["cwd=…"]}}` */
function collectedRecords(object: Readonly<Record<string, unknown>>): string[] | null {
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

/** The audit records that a line of JSON holds; null where it is no JSON or holds no text at all. */
export function unwrapJson(line: string, level = 0): string[] | null {
  const object = parseObject(line);
  if (object === null || level >= MOST_LEVELS) return null;
  for (const field of LINE_FIELDS) {
    const inner = object[field];
    if (typeof inner !== 'string') continue;
    const text = inner.replace(/\n$/, '');
    return unwrapJson(text, level + 1) ?? (text.startsWith('{') ? null : text.split('\n'));
  }
  return collectedRecords(object);
}
