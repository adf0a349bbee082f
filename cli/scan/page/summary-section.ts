/** What was read, what was found, what was only looked at, and what was not understood. */
import { SEVERITIES } from '../../../shared/detection/severity.ts';
import { fromLog, type Html, html } from '../../page/html.ts';
import type { ReadInput } from '../report.ts';
import type { ScanCounts } from '../scanner.ts';
import { KINDS, NO_EXECUTIONS, UNREADABLE } from '../words.ts';
import { number, plural } from './numbers.ts';
import type { BySeverity } from './time-bins.ts';

/** Files that are named; a scan of a year has hundreds. */
const MOST_INPUTS = 40;

/** Lines that are no loss: other records of the audit system, and what was told already. */
const PASSED_OVER: Readonly<Record<string, string>> = {
  'other-record': 'records of other types',
  'no-execution': 'of other system calls, or of programs that were not there',
  'late-or-repeated': 'repeated, or long after their event',
};

function tiles(severities: BySeverity): Html {
  return html`<ul class="tiles">${SEVERITIES.toReversed().map(
    (severity) =>
      html`<li class="${severity}${severities[severity] === 0 ? ' none' : ''}"><strong>${number(severities[severity])}</strong> <span>${severity}</span></li>`,
  )}</ul>`;
}

function countList(counts: ReadonlyMap<string, number>, words: Readonly<Record<string, string>>): Html[] {
  const sorted = [...counts].sort(([, a], [, b]) => b - a);
  return sorted.map(([name, count]) => html`<li><b>${number(count)}</b> ${words[name] ?? name}</li>`);
}

function block(title: string, content: Html | null): Html | null {
  return content === null ? null : html`<div><h3>${title}</h3>${content}</div>`;
}

function inputItem({ name, lines, problem }: ReadInput): Html {
  const told = html`${fromLog(name)}, ${plural(lines, 'line')}`;
  return problem === null
    ? html`<li>${told}</li>`
    : html`<li class="problem">${told}: ${fromLog(problem)}</li>`;
}

function inputList(inputs: readonly ReadInput[], { executions, incomplete }: ScanCounts): Html {
  // What could not be read is told before what could.
  const sorted = inputs.toSorted((a, b) => Number(a.problem === null) - Number(b.problem === null));
  const more = inputs.length - MOST_INPUTS;
  const missing = incomplete === 0 ? '' : `, ${number(incomplete)} of them with records missing`;
  return html`<ul>${sorted.slice(0, MOST_INPUTS).map(inputItem)}${more > 0 ? html`<li>and ${plural(more, 'other file')}</li>` : null}
<li><b>${number(executions)}</b> ${executions === 1 ? 'execution' : 'executions'}${missing}</li></ul>`;
}

function unusedLists({ unused }: ScanCounts): { unreadable: Html | null; passedOver: Html | null } {
  const part = (words: Readonly<Record<string, string>>) => {
    const counts = new Map([...unused].filter(([why]) => words[why] !== undefined));
    return counts.size === 0 ? null : html`<ul>${countList(counts, words)}</ul>`;
  };
  return { unreadable: part(UNREADABLE), passedOver: part(PASSED_OVER) };
}

/** The section. */
export function summarySection(
  counts: ScanCounts,
  inputs: readonly ReadInput[],
  severities: BySeverity,
): Html {
  const { unreadable, passedOver } = unusedLists(counts);
  return html`<section aria-labelledby="summary"><h2 id="summary">Summary</h2>
${tiles(severities)}
${counts.executions === 0 ? html`<p class="problem">${NO_EXECUTIONS}</p>` : null}
<div class="blocks">
${block('Read', inputList(inputs, counts))}
${block('Found', counts.findings.size === 0 ? html`<p>no program was found to be run through the dynamic loader</p>` : html`<ul>${countList(counts.findings, KINDS)}</ul>`)}
${block('Loader started, nothing run', counts.inspections.size === 0 ? null : html`<ul class="inline">${countList(counts.inspections, {})}</ul>`)}
${block('Lines that could not be used', unreadable)}
${block('Lines passed over', passedOver)}
</div></section>`;
}
