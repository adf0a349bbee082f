/** The page of a scan: what was found first, how it was distributed in time, what to do, and then each finding. */
import manifest from '../../../package.json' with { type: 'json' };
import { SEVERITIES, type Severity } from '../../../shared/detection/severity.ts';
import { pageDocument } from '../../page/document.ts';
import { type Html, html } from '../../page/html.ts';
import type { ReadInput } from '../report.ts';
import type { ScanCounts } from '../scanner.ts';
import { findingsSection } from './findings-section.ts';
import { number, plural } from './numbers.ts';
import type { ShownFinding } from './shown-finding.ts';
import { summarySection } from './summary-section.ts';
import type { BySeverity, TimeBins } from './time-bins.ts';
import { timelineSection } from './timeline-section.ts';
import { toDoSection } from './to-do.ts';

/** Everything that a page tells. */
export interface ScanResult {
  readonly counts: ScanCounts;
  readonly inputs: readonly ReadInput[];
  /** Of all findings. */
  readonly times: TimeBins;
  /** The gravest first. */
  readonly findings: readonly ShownFinding[];
  /** Findings that are not among them. */
  readonly leftOut: ReadonlyMap<Severity, number>;
}

function severitiesOf(times: TimeBins): BySeverity {
  const sum = { critical: 0, high: 0, medium: 0, low: 0, info: 0 };
  for (const { counts } of times.filled())
    for (const severity of SEVERITIES) sum[severity] += counts[severity];
  return sum;
}

/** `22 findings: 19 critical, 3 high` */
function verdict({ executions }: ScanCounts, severities: BySeverity): string {
  const parts = SEVERITIES.toReversed()
    .filter((severity) => severities[severity] > 0)
    .map((severity) => `${number(severities[severity])} ${severity}`);
  const total = Object.values(severities).reduce((sum, one) => sum + one, 0);
  if (total > 0) return `${plural(total, 'finding')}: ${parts.join(', ')}`;
  return executions === 0 ? 'Nothing to judge: no execution is recorded' : 'Nothing found';
}

function header(headline: string): Html {
  return html`<p class="brand">ldwatch <span>scan for programs run through the dynamic loader</span></p>
<h1>${headline}</h1>`;
}

function footer(): Html {
  return html`<section aria-labelledby="about"><h2 id="about">How to read this page</h2>
<ul>
<li>Times are UTC, as the records have them. Host and user names are what the host wrote of itself.</li>
<li>Text of the log is set in this <code>typeface</code>. What would move, hide or turn text is shown as an escape:
<code>\\x1b</code>, <code>\\u{202e}</code>; <code>\\xff</code> is a byte that was no text.</li>
<li>Processes are known from their executions alone: the log tells neither forks nor exits, a process that executed
nothing is missing, and a process id may have been another’s before.</li>
<li>The rule is catalogued as <code>binary_executed_by_loader</code> (Execution, System Services, T1543). T1543 is Create
or Modify System Process and System Services is T1569; neither describes a program that is run through the loader, so each
finding has the corrected mapping beside it.</li>
<li>What ldwatch can’t see stands in docs/known-gaps.md, and what each reason weighs in docs/severity.md.</li>
</ul></section>
<p class="quiet">ldwatch ${manifest.version}. One file that loads nothing and runs nothing.</p>`;
}

/** The page as text. */
export function scanPage(result: ScanResult): string {
  const { counts, inputs, times, findings, leftOut } = result;
  const severities = severitiesOf(times);
  const headline = verdict(counts, severities);
  return pageDocument({
    title: `ldwatch: ${headline}`,
    header: header(headline),
    main: html`${summarySection(counts, inputs, severities)}
${timelineSection(times)}
${findings.length > 0 ? toDoSection() : null}
${findingsSection(findings, leftOut, counts)}`,
    footer: footer(),
  });
}
