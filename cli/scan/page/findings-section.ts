/** Each behaviour that was found, the gravest first, and what of them is left out. */
import { SEVERITIES, type Severity } from '../../../shared/detection/severity.ts';
import { type Html, html } from '../../page/html.ts';
import type { ScanCounts } from '../scanner.ts';
import { findingArticle } from './finding-article.ts';
import { number, plural } from './numbers.ts';
import type { ShownFinding } from './shown-finding.ts';

/** Characters of markup: a browser on a small machine opens as much in a second or two. */
const MOST_CHARACTERS = 8_000_000;

function leftOutText(leftOut: ReadonlyMap<Severity, number>): Html | null {
  const parts = SEVERITIES.toReversed().flatMap((severity) => {
    const count = leftOut.get(severity) ?? 0;
    return count === 0 ? [] : [`${number(count)} ${severity}`];
  });
  if (parts.length === 0) return null;
  return html`<p class="problem">Not shown here, but counted above: ${parts.join(', ')}. <code>ldwatch scan --output ndjson</code> writes every one.</p>`;
}

/** The section. */
export function findingsSection(
  findings: readonly ShownFinding[],
  leftOut: ReadonlyMap<Severity, number>,
  counts: ScanCounts,
): Html | null {
  if (findings.length === 0) return null;
  const articles: Html[] = [];
  const rest = new Map(leftOut);
  let characters = 0;
  for (const [index, finding] of findings.entries()) {
    const { first, count } = finding.behaviour;
    if (characters < MOST_CHARACTERS) {
      const article = findingArticle(finding, index + 1);
      characters += article.markup.length;
      articles.push(article);
    } else rest.set(first.severity, (rest.get(first.severity) ?? 0) + count);
  }
  const total = [...counts.findings.values()].reduce((sum, one) => sum + one, 0);
  const intro = `${plural(articles.length, 'behaviour')} in ${plural(total, 'finding')}, the gravest first: the same program, loader, user and reasons are one. Names that differ only in what looks random are the same.`;
  return html`<section aria-labelledby="findings"><h2 id="findings">Findings</h2>
<p class="quiet">${intro}</p>
${leftOutText(rest)}
${articles}</section>`;
}
