/** When findings happened: a lane for each severity, and the same as a table for whoever can't see it. */
import { SEVERITIES, type Severity } from '../../../shared/detection/severity.ts';
import { type Html, html } from '../../page/html.ts';
import { clock, number, plural, second } from './numbers.ts';
import type { TimeBin, TimeBins } from './time-bins.ts';

/** Of a lane, in units of the picture; a bin is one unit wide. */
const HEIGHT = 24;
const LEAST = 5;

const UNITS = [
  [86_400_000, 'day'],
  [3_600_000, 'hour'],
  [60_000, 'minute'],
  [1_000, 'second'],
  [1, 'millisecond'],
] as const;

function duration(milliseconds: number): string {
  const [unit, name] = UNITS.find(([one]) => milliseconds >= one) ?? [1, 'millisecond'];
  return plural(milliseconds / unit, name);
}

/** The root makes one finding beside a thousand visible. */
function heightOf(count: number, most: number): number {
  return count === 0 ? 0 : Math.max(LEAST, Math.round(HEIGHT * Math.sqrt(count / most)));
}

function lane(severity: Severity, bins: readonly TimeBin[], length: number, most: number): Html | null {
  const counts = bins.map(({ counts }) => counts[severity]);
  const total = counts.reduce((sum, one) => sum + one, 0);
  if (total === 0) return null;
  const bars = bins.map(({ index, counts: { [severity]: count } }) => {
    const height = heightOf(count, most);
    return count === 0
      ? null
      : html`<rect x="${index + 0.1}" y="${HEIGHT - height}" width="0.8" height="${height}"/>`;
  });
  const label = `${plural(total, `${severity} finding`)}, at most ${number(Math.max(...counts))} in one step`;
  return html`<div class="lane ${severity}"><span>${severity}</span>
<svg viewBox="0 0 ${length} ${HEIGHT}" preserveAspectRatio="none" role="img" aria-label="${label}">${bars}</svg>
<b>${number(total)}</b></div>`;
}

function table(bins: readonly TimeBin[]): Html {
  const severities = SEVERITIES.toReversed().filter((severity) =>
    bins.some(({ counts }) => counts[severity] > 0),
  );
  return html`<details><summary>The timeline as a table</summary>
<div class="scroll" role="region" tabindex="0" aria-label="Findings by time"><table>
<thead><tr><th scope="col">From</th>${severities.map((severity) => html`<th scope="col">${severity}</th>`)}</tr></thead>
<tbody>${bins.map(
    ({ from, counts }) =>
      html`<tr><th scope="row">${second(from)}${from % 1000 === 0 ? null : html`.${String(from % 1000).padStart(3, '0')}`}</th>${severities.map((severity) => html`<td>${number(counts[severity])}</td>`)}</tr>\n`,
  )}</tbody></table></div></details>`;
}

/** The section; nothing where nothing was found. */
export function timelineSection(times: TimeBins): Html | null {
  const bins = times.filled();
  if (bins.length === 0) return null;
  const most = Math.max(...bins.flatMap(({ counts }) => Object.values(counts)));
  return html`<section aria-labelledby="timeline"><h2 id="timeline">Timeline</h2>
<div class="lanes">${SEVERITIES.toReversed().map((severity) => lane(severity, bins, times.length, most))}</div>
<p class="axis"><span>${second(times.first)}</span> <span>one step is ${duration(times.width)}</span> <span>${times.last - times.first < 1_000 ? clock(times.last) : second(times.last)}</span></p>
${table(bins)}</section>`;
}
