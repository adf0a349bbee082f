/**
 * What Security Hub shows as a finding's description: the lines of the long description (ocsf-description.ts), the
 * weightiest first, as many as there is room for. In one line, because its console shows no breaks.
 */
import type { Incident } from '../incident/incident.ts';
import { fitted } from './fitting.ts';
import { descriptionOf } from './ocsf-description.ts';

/** API reference, "AwsSecurityFinding". */
const LONGEST = 1024;
const LONGEST_LINE = 240;
const BETWEEN = ' | ';

/** What a line answers, in the order in which it is wanted; "What" is the title. */
const ORDER = [
  // A host that is contained, or could be, comes before anything else.
  'Containment',
  'Decided',
  'Command',
  'Who',
  'Why',
  'When',
  'How often',
  'Hosts',
  'Missing in the record',
  'Where',
  'Loader',
  'Program',
  'New name',
  'Directory',
  'Events',
];

function rank(line: string): number {
  return ORDER.indexOf(line.slice(0, line.indexOf(':')));
}

/** 1 to 1,024 characters. */
export function asffDescription(incident: Incident): string {
  const lines = descriptionOf(incident)
    .split('\n')
    // So that no text of a host looks like the end of a line.
    .map((line) => fitted(line.replaceAll('|', '¦'), LONGEST_LINE))
    .filter((line) => rank(line) >= 0)
    // Of decisions the latest.
    .filter((line, index, all) => !line.startsWith('Decided: ') || !all[index + 1]?.startsWith('Decided: '))
    .toSorted((one, other) => rank(one) - rank(other));
  let text = '';
  for (const line of lines) {
    const longer = text === '' ? line : `${text}${BETWEEN}${line}`;
    if (longer.length <= LONGEST) text = longer;
  }
  return text;
}
