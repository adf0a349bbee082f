/** Every output of every golden case on one page, to be looked at after a change. */
import { pageDocument } from '../../cli/page/document.ts';
import { type Html, html, preformatted } from '../../cli/page/html.ts';
import { SEVERITIES } from '../../shared/detection/severity.ts';
import type { Incident } from '../../shared/incident/incident.ts';
import { ocsfCases } from './ocsf-cases.ts';
import { OUTPUTS } from './outputs.ts';

/** One case. */
export interface PreviewCase {
  readonly name: string;
  readonly incident: Incident;
}

function output(name: string, text: string): Html {
  const lines = text.split('\n');
  // What fits on a screen is seen at once.
  return html`<details class="more"${lines.length <= 20 ? html` open` : null}><summary>${name}, ${text.length} characters</summary>${preformatted(name, lines)}</details>`;
}

function article({ name, incident }: PreviewCase): Html {
  const severity = SEVERITIES.find((known) => known === incident.severity) ?? 'info';
  return html`<article class="${severity}" id="case-${name}" aria-labelledby="title-${name}"><details open>
<summary><span class="badge">${severity}</span><h3 id="title-${name}">${name}</h3><span class="meta">${incident.environment}</span></summary>
${OUTPUTS.map(({ name: form, of }) => output(form, of(incident)))}</details></article>`;
}

/** The page as text. */
export function previewPage(cases: readonly PreviewCase[] = ocsfCases()): string {
  return pageDocument({
    title: 'ldwatch: preview of the alerts',
    header: html`<p class="brand">ldwatch <span>preview of the alerts</span></p><h1>${cases.length} incidents in ${OUTPUTS.length} forms</h1>`,
    main: html`<nav aria-labelledby="cases"><h2 id="cases">Cases</h2><ul>${cases.map(({ name }) => html`<li><a href="#case-${name}">${name}</a></li>`)}</ul></nav>
<section aria-labelledby="outputs"><h2 id="outputs">Outputs</h2>${cases.map(article)}</section>`,
    footer: html`<p class="quiet">The cases are test/alert/cases, the outputs test/alert/outputs.ts.</p>`,
  });
}
