/** What GuardDuty reports about the processes of an incident. */
import type { FindingSnapshot, RuntimeReport } from './snapshot.ts';

const MOST_REPORTS = 8;

function graver(a: RuntimeReport, b: RuntimeReport): number {
  return (b.severity ?? 0) - (a.severity ?? 0) || (a.id < b.id ? -1 : 1);
}

/**
 * The reports with those of some findings among them, each once, with its highest count; the eight gravest, so that
 * the order in which they come can't matter.
 */
export function withReports(
  before: readonly RuntimeReport[],
  findings: readonly FindingSnapshot[],
): readonly RuntimeReport[] {
  const news = findings.flatMap(({ report }) => report ?? []);
  if (news.length === 0) return before;
  const byId = new Map<string, RuntimeReport>();
  for (const report of [...before, ...news]) {
    const known = byId.get(report.id);
    if (known === undefined || known.count < report.count) byId.set(report.id, report);
  }
  return [...byId.values()].sort(graver).slice(0, MOST_REPORTS);
}
