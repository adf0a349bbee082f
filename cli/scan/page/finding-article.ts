/** One behaviour: a line that says how grave it is and what ran, and behind it everything that is known. */
import { loaderText, moment, programText, who } from '../../../shared/alert/ocsf-description.ts';
import { commandOf } from '../../../shared/alert/ocsf-evidence.ts';
import { printable, printableArgument } from '../../../shared/alert/printable.ts';
import type { FindingSnapshot } from '../../../shared/incident/snapshot.ts';
import { fromLog, type Html, html } from '../../page/html.ts';
import { KINDS } from '../words.ts';
import { attackMapping, notKnown, rawRecords, repetitions } from './finding-details.ts';
import { clock, plural, second } from './numbers.ts';
import { processTree } from './process-tree.ts';
import type { ShownFinding } from './shown-finding.ts';
import { steps } from './to-do.ts';

/** Characters of a path in the line that is always seen, of a command, and of a reason. */
const LONGEST_NAME = 160;
const LONGEST_COMMAND = 1_500;
const LONGEST_REASON = 900;
const LONGEST_HOST = 80;

const SUBJECT: Readonly<Record<FindingSnapshot['kind'], string>> = {
  execute: 'What ran',
  stage: 'New name',
  'foreign-interpreter': 'Program',
  inject: 'Program',
};

function shortened(text: string, longest: number): string {
  return text.length > longest ? `${text.slice(0, longest)}…` : text;
}

function hostName(host: string): Html {
  return host === '' ? html`this host` : fromLog(printable(host, LONGEST_HOST));
}

/** Reasons that nearly every finding of its kind has tell none from the other. */
const COMMON = new Set(['run-through-loader', 'may-have-failed', 'version-dependent']);

function headline({ behaviour }: ShownFinding, id: string): Html {
  const { first, hosts, count, firstTime } = behaviour;
  const name =
    first.program === null
      ? 'an unknown program'
      : printableArgument(first.program.path ?? first.program.given);
  const [host = ''] = hosts.keys();
  const where = hosts.size > 1 ? html`${plural(hosts.size, 'host')}` : hostName(host);
  const user =
    first.user.name === null ? html`uid ${first.user.uid ?? '?'}` : fromLog(printable(first.user.name, 32));
  const telling = first.reasons.map(({ id: reason }) => reason).filter((reason) => !COMMON.has(reason));
  return html`<summary><span class="badge">${first.severity}</span>
<h3 id="${id}">${fromLog(shortened(name, LONGEST_NAME))} <span>${KINDS[first.kind]}</span></h3>
<span class="meta">${count > 1 ? html`<b>${plural(count, 'time')}</b>, ` : null}${user}, ${where}, ${second(firstTime)}</span>
<span class="tags">${telling.join(', ')}</span></summary>`;
}

function whereText({ hosts, onOtherHosts }: ShownFinding['behaviour']): Html {
  const named = [...hosts].map(
    ([host, count], index) =>
      html`${index > 0 ? ', ' : null}${hostName(host)}${hosts.size > 1 ? ` (${count})` : null}`,
  );
  return html`${named}${onOtherHosts > 0 ? ` and ${plural(onOtherHosts, 'finding')} on other hosts` : null}`;
}

function facts(finding: ShownFinding, command: string): Html {
  const { behaviour } = finding;
  const { first, count, firstTime, lastTime } = behaviour;
  const { injected, process, pointer, user, sourceEventId } = first;
  const when =
    count === 1
      ? html`${moment(first.time)}`
      : html`${moment(firstTime)} to ${moment(lastTime)}, ${plural(count, 'time')}`;
  const row = (name: string, value: Html) => html`<div><dt>${name}</dt><dd>${value}</dd></div>`;
  return html`<dl>
${row(SUBJECT[first.kind], fromLog(programText(first)))}
${injected.map(({ given, option }) => row('Injected', html`${fromLog(printableArgument(given))} by ${option}`))}
${row('Through', fromLog(loaderText(first)))}
${row('Command', process.argv.length === 0 ? html`not known` : fromLog(shortened(command, LONGEST_COMMAND)))}
${row('Directory', process.cwd === null ? html`not known` : fromLog(printableArgument(process.cwd)))}
${row('By whom', fromLog(`${who(first)}${user.tty === null ? '' : `, terminal ${printableArgument(user.tty)}`}`))}
${row('Where', whereText(behaviour))}
${row('When', when)}
${row('Event', html`${fromLog(sourceEventId)}, ${fromLog(printable(pointer.source))}, line ${fromLog(String(pointer.position))}`)}
</dl>`;
}

function sameLogin({ behaviour: { first }, before, after }: ShownFinding, command: string): Html | null {
  if (before.length + after.length === 0) return null;
  const line = (time: number, text: string, own: boolean) =>
    html`<li${own ? html` class="own" aria-current="true"` : null}>${clock(time)} ${fromLog(shortened(text, LONGEST_COMMAND / 3))}</li>`;
  return html`<h4>Before and after in the same login</h4><ol class="login">${[
    before.map(({ time, command: text }) => line(time, text, false)),
    line(first.time, command, true),
    after.map(({ time, command: text }) => line(time, text, false)),
  ]}</ol>`;
}

/** @param position - from 1; the first is shown open */
export function findingArticle(finding: ShownFinding, position: number): Html {
  const { behaviour, kin } = finding;
  const { first } = behaviour;
  const command = commandOf(first.process);
  const id = `finding-${position}`;
  const reasons = first.reasons.map(({ text }) => html`<li>${fromLog(printable(text, LONGEST_REASON))}</li>`);
  return html`<article class="${first.severity}" aria-labelledby="${id}"><details${position === 1 ? html` open` : null}>
${headline(finding, id)}
<div class="body"><div>
<h4>Why</h4><ol class="why">${reasons}</ol>
<h4>What happened</h4>${facts(finding, command)}
<h4>Processes around it</h4>${processTree(first, behaviour.id, shortened(command, LONGEST_NAME), kin)}
${sameLogin(finding, command)}
</div><div>
<h4>What to do</h4>${steps()}<p><a href="#to-do">Another environment</a></p>
<h4>ATT&amp;CK</h4>${attackMapping(first)}
<h4>Not known</h4>${notKnown(finding)}
</div></div>
${repetitions(behaviour)}${rawRecords(finding)}
</details></article>
`;
}
