/** Instants in texts. */

/** An instant, as it stands in every text: `2026-11-23 03:02:13.349 UTC`. @param time - milliseconds since 1970 UTC */
export function moment(time: number): string {
  return `${new Date(time).toISOString().replace('T', ' ').replace('Z', '')} UTC`;
}
