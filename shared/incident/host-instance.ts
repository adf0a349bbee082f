/** The EC2 instance that a log stream is named after. */

/**
 * Ids have 17 hexadecimal digits, those from before 2016 have 8 (AWS: "Resource IDs"). Agents name streams by them alone,
 * or with something beside: `i-0a1b2c3d4e5f60718/audit`.
 */
const INSTANCE_ID = /(?<![\da-z])i-(?:[\da-f]{17}|[\da-f]{8})(?![\da-z])/g;

/**
 * @returns null where it is named after none, or after several: then nobody can say which one it is
 */
export function instanceIdIn(logStream: string): string | null {
  const ids = new Set(logStream.match(INSTANCE_ID) ?? []);
  const [only] = ids;
  return only !== undefined && ids.size === 1 ? only : null;
}
