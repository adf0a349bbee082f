/** Every output of every case on one page, to be looked at after a change. */
import { pageDocument } from '../../cli/page/document.ts';
import { type Html, html, preformatted } from '../../cli/page/html.ts';
import { OUTPUTS, type Output } from './outputs.ts';
import { type PreviewCase, previewCases } from './preview-cases.ts';
import { SLACK_CSS } from './slack/drawn/thread.ts';

function output(form: Output, { name, generations }: PreviewCase, index: number): Html | null {
  if ('drawn' in form) {
    const drawn = form.drawn(generations, `${name}-${index}`);
    return drawn === null
      ? null
      : html`<details class="more" open><summary>${form.name}</summary>${drawn}</details>`;
  }
  const text = form.written(generations.at(-1) ?? generations[0]);
  const lines = text.split('\n');
  // What fits on a screen is seen at once.
  return html`<details class="more"${lines.length <= 20 ? html` open` : null}><summary>${form.name}, ${text.length} characters</summary>${preformatted(form.name, lines)}</details>`;
}

function article(shown: PreviewCase): Html {
  const { name, generations } = shown;
  const { severity, environment } = generations.at(-1) ?? generations[0];
  return html`<article class="${severity}" id="case-${name}" aria-labelledby="title-${name}"><details open>
<summary><span class="badge">${severity}</span><h3 id="title-${name}">${name}</h3><span class="meta">${environment}</span></summary>
${OUTPUTS.map((form, index) => output(form, shown, index))}</details></article>`;
}

/** The page as text. */
export function previewPage(cases: readonly PreviewCase[] = previewCases()): string {
  return pageDocument({
    title: 'ldwatch: preview of the alerts',
    header: html`<p class="brand">ldwatch <span>preview of the alerts</span></p><h1>${cases.length} incidents in ${OUTPUTS.length} forms</h1>`,
    main: html`<nav aria-labelledby="cases"><h2 id="cases">Cases</h2><ul>${cases.map(({ name }) => html`<li><a href="#case-${name}">${name}</a></li>`)}</ul></nav>
<section aria-labelledby="outputs"><h2 id="outputs">Outputs</h2>${cases.map(article)}</section>`,
    footer: html`<p class="quiet">The cases are test/alert/preview-cases.ts, the outputs test/alert/outputs.ts.</p>`,
    css: SLACK_CSS,
  });
}
