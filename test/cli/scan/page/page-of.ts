/** Pages as a scan writes them, from executions instead of logs. */
import { pageReport } from '../../../../cli/scan/page/page-report.ts';
import { Scanner } from '../../../../cli/scan/scanner.ts';
import { Detector } from '../../../../shared/detection/detector.ts';
import type { Finding } from '../../../../shared/detection/finding.ts';
import type { ExecEvent } from '../../../../shared/telemetry/exec-event.ts';
import { recordsOf } from '../../log.ts';
import { filledEvent, filledFinding, type Texts } from './hostile.ts';

function collected(): { readonly report: ReturnType<typeof pageReport>; readonly page: () => string } {
  let written = '';
  const report = pageReport((page) => {
    written += page;
  });
  return { report, page: () => written };
}

/** The page of a log. */
export function pageOfLog(log: string): string {
  const { report, page } = collected();
  const scanner = new Scanner(report);
  const lines = log.split('\n').filter((line) => line !== '');
  for (const [index, line] of lines.entries()) {
    report.line?.(line);
    scanner.line(line, 'audit.log', index + 1);
  }
  scanner.finish();
  report.end(scanner.counts, [{ name: 'audit.log', lines: lines.length, problem: null }]);
  return page();
}

/**
 * The page of executions and what is found in them.
 *
 * @param texts - put into everything after it was judged, so that the findings are the same whatever they are
 */
export function pageOfEvents(events: readonly ExecEvent[], texts: Texts | null = null): string {
  const { report, page } = collected();
  const { counts } = new Scanner(report);
  const detector = new Detector();
  const tell = (findings: readonly Finding[]) => {
    for (const finding of findings) {
      counts.findings.set(finding.kind, (counts.findings.get(finding.kind) ?? 0) + 1);
      report.finding(texts === null ? finding : filledFinding(finding, texts));
    }
  };
  for (const event of events) {
    counts.executions++;
    const shown = texts === null ? event : filledEvent(event, texts);
    for (const record of recordsOf(shown)) report.line?.(record);
    report.execution(shown);
    tell(detector.judge(event).findings);
  }
  tell(detector.flush());
  const [name] = texts ?? ['audit.log'];
  report.end(counts, [
    { name, lines: events.length, problem: null },
    { name: `${name}.1`, lines: 0, problem: `${name}: there is no such file` },
  ]);
  return page();
}
