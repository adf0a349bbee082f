/** SHA-256 digests as sources write them. */

/** @returns 64 hexadecimal digits in lower case, null for anything else */
export function sha256Of(value: unknown): string | null {
  return typeof value === 'string' && /^[\da-fA-F]{64}$/.test(value) ? value.toLowerCase() : null;
}
