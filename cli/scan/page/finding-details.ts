/** The parts of a finding that are read last: its techniques, what is not known, its repetitions and its records. */
import { attacksOf, CATALOGUED } from '../../../shared/alert/ocsf-catalogue.ts';
import { unknownOf } from '../../../shared/alert/ocsf-description.ts';
import { printable } from '../../../shared/alert/printable.ts';
import type { FindingSnapshot } from '../../../shared/incident/snapshot.ts';
import { fromLog, type Html, html, preformatted } from '../../page/html.ts';
import type { Behaviour } from './behaviours.ts';
import { plural, second } from './numbers.ts';
import type { EventRecords } from './raw-records.ts';
import type { ShownFinding } from './shown-finding.ts';

/** Characters of a record, and of all records of one finding. */
const LONGEST_RECORD = 1_600;
const MOST_CHARACTERS = 16_000;
const LONGEST_HOST = 80;

/** Ids as attack.mitre.org writes them in addresses: T1574.006 is T1574/006. */
function techniqueLink(id: string): Html {
  return html`<a href="https://attack.mitre.org/techniques/${id.replace('.', '/')}/" rel="noreferrer">${id}</a>`;
}

/** What the reasons stand for, and beside it what the catalogue says of the rule: as the OCSF finding has both. */
export function attackMapping({ techniques }: FindingSnapshot): Html {
  const attacks = attacksOf(techniques);
  const items = attacks.map(({ technique, sub_technique, tactic }) => {
    const id = sub_technique?.uid ?? technique.uid ?? '';
    const name = [technique.name, sub_technique?.name].filter((part) => part !== undefined).join(': ');
    return html`<li>${techniqueLink(id)} ${name} <span class="quiet">${tactic.name ?? tactic.uid ?? ''}</span></li>`;
  });
  return html`<ul class="attack">${items}</ul>
<p class="quiet">ATT&amp;CK ${attacks[0]?.version ?? ''}. As catalogued: ${CATALOGUED.technique}, ${CATALOGUED.method} (${CATALOGUED.category}), which does not describe it.</p>`;
}

/** What a reader would take as told and isn't. */
export function notKnown({ behaviour: { first }, kin, records }: ShownFinding): Html {
  const unknown = [...unknownOf(first)];
  if (kin.ancestors.length === 0 && first.process.ppid !== null)
    unknown.push('what started it: its parent executed nothing in this log');
  unknown.push(
    first.kind === 'execute'
      ? 'what the program did, but for what it executed'
      : 'whether the file was used afterwards, unless a finding says so',
  );
  unknown.push('what is in the file: the audit system records no contents and no hash');
  if (records.length === 0) unknown.push('the raw records: they stand in the log, at the line named here');
  return html`<ul>${unknown.map((text) => html`<li>${text}</li>`)}</ul>`;
}

/** A line for each further execution of the behaviour. */
export function repetitions({ repetitions: shown, count }: Behaviour): Html | null {
  if (shown.length === 0) return null;
  const more = count - 1 - shown.length;
  return html`<details class="more"><summary>${plural(count - 1, 'repetition')}</summary>
<div class="scroll" role="region" tabindex="0" aria-label="Repetitions"><table>
<thead><tr><th scope="col">When</th><th scope="col">Host</th><th scope="col">Process</th><th scope="col">Command</th><th scope="col">Event</th></tr></thead>
<tbody>${shown.map(
    ({ time, host, pid, command, eventId }) =>
      html`<tr><td>${second(time)}</td><td>${host === '' ? 'this host' : fromLog(printable(host, LONGEST_HOST))}</td><td>${pid ?? '?'}</td><td>${fromLog(command)}</td><td>${fromLog(eventId)}</td></tr>\n`,
  )}</tbody></table></div>${more > 0 ? html`<p class="quiet">and ${plural(more, 'other')}</p>` : null}</details>`;
}

function recordLines(events: readonly EventRecords[]): string[] {
  const lines: string[] = [];
  let characters = 0;
  for (const { records, more } of events) {
    let left = more;
    for (const record of records) {
      if (characters >= MOST_CHARACTERS) left++;
      else lines.push(printable(record, LONGEST_RECORD));
      characters += record.length;
    }
    if (left > 0) lines.push(`… ${plural(left, 'further record')}`);
  }
  return lines;
}

/** The records as they stand in the log. */
export function rawRecords({ records }: ShownFinding): Html | null {
  if (records.length === 0) return null;
  return html`<details class="more"><summary>Raw records of ${plural(records.length, 'event')}</summary>${preformatted('Raw records', recordLines(records))}</details>`;
}
