/** How much an alert asks of whoever reads it. */
export const SEVERITIES = ['info', 'low', 'medium', 'high', 'critical'] as const;

/** From "for the record" to "get up now". */
export type Severity = (typeof SEVERITIES)[number];

/** Negative where `a` is milder than `b`. */
export function compareSeverity(a: Severity, b: Severity): number {
  return SEVERITIES.indexOf(a) - SEVERITIES.indexOf(b);
}

/** The milder of two. */
export function milder(a: Severity, b: Severity): Severity {
  return compareSeverity(a, b) <= 0 ? a : b;
}
