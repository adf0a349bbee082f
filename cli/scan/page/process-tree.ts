/** The executions around a finding as nested lists: above it what it came from, below it what it started. */
import type { FindingSnapshot } from '../../../shared/incident/snapshot.ts';
import { fromLog, type Html, html } from '../../page/html.ts';
import { clock, plural } from './numbers.ts';
import type { Descendant, Kin, ProcessNode } from './process-history.ts';

function line({ pid, time, command }: Omit<ProcessNode, 'id' | 'ppid'>): Html {
  return html`<span class="pid">${pid ?? '?'}</span> <span class="quiet">${clock(time)}</span> ${fromLog(command)}`;
}

function below(parent: string, pid: number | null, descendants: readonly Descendant[]): Html | null {
  const children = descendants.filter((node) => node.parent === parent);
  if (children.length === 0) return null;
  return html`<ul>${children.map(
    (node) =>
      html`<li>${node.pid === pid ? html`<span class="tag">then became</span> ` : null}${line(node)}${below(node.id, node.pid, descendants)}</li>`,
  )}</ul>`;
}

function top(kin: Kin, oldest: Pick<ProcessNode, 'ppid'>): string {
  if (kin.ancestorsCut) return 'earlier ancestors are left out';
  return oldest.ppid === null ? 'parent not recorded' : `process ${oldest.ppid}, not in this log`;
}

/**
 * The tree.
 *
 * @param command - of the finding itself, printable
 * @param id - of the finding's execution, by which its children name it
 */
export function processTree(first: FindingSnapshot, id: string, command: string, kin: Kin): Html {
  const { process, time } = first;
  const more =
    kin.moreDescendants > 0
      ? html`<p class="quiet">and ${plural(kin.moreDescendants, 'later execution')}</p>`
      : null;
  const own = html`<li class="own" aria-current="true">${line({ pid: process.pid, time, command })}${below(id, process.pid, kin.descendants)}</li>`;
  const tree = kin.ancestors.reduce(
    (inner, ancestor) => html`<li>${line(ancestor)}<ul>${inner}</ul></li>`,
    own,
  );
  const oldest = kin.ancestors.at(-1) ?? process;
  return html`<ul class="tree"><li><span class="quiet">${top(kin, oldest)}</span><ul>${tree}</ul></li></ul>${more}`;
}
