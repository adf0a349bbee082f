/**
 * A line of JSON that CloudWatch turns into metrics by itself (embedded metric format): what is counted stands beside
 * what explains it, and the function needs no permission to count.
 */

/** Counts by name, and whatever else the line should tell. */
export interface Measured {
  readonly metrics: Readonly<Record<string, number>>;
  readonly details: Readonly<Record<string, unknown>>;
}

/** @param now - milliseconds since 1970 */
export function metricLine({ metrics, details }: Measured, now: number): string {
  const names = Object.keys(metrics).map((Name) => ({ Name, Unit: 'Count' }));
  return JSON.stringify({
    ...details,
    ...metrics,
    _aws: {
      Timestamp: now,
      CloudWatchMetrics: [{ Namespace: 'ldwatch', Dimensions: [[]], Metrics: names }],
    },
  });
}
