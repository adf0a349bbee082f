/** What some sources know beyond the execution, and what GuardDuty says of it: lines, each with the word that it answers. */
import type { Incident } from '../incident/incident.ts';
import type { FindingSnapshot, RuntimeReport } from '../incident/snapshot.ts';
import { printableArgument } from './printable.ts';

const MOST_ANCESTORS = 4;

/** A line: our word, and text in which everything of a host is printable and quoted where it isn't a plain word. */
export interface BackgroundLine {
  readonly label: string;
  readonly text: string;
}

function reportText({ type, severity, count, isSample }: RuntimeReport): string {
  const grave = severity === null ? '' : `, severity ${severity} of 10`;
  const often = count > 1 ? `, ${count} times` : '';
  return `${printableArgument(type)}${grave}${often}${isSample ? ', a sample: nothing of it happened' : ''}`;
}

function containerText({ container }: FindingSnapshot): string | null {
  if (container === null) return null;
  const { id, name, image, namespace, pod, cluster, task } = container;
  const parts = Object.entries({ id, name, image, namespace, pod, cluster, task }).flatMap(([what, value]) =>
    value === null ? [] : [`${what} ${printableArgument(value)}`],
  );
  return parts.length === 0 ? null : parts.join(', ');
}

function ancestorsText({ ancestors }: FindingSnapshot): string | null {
  if (ancestors.length === 0) return null;
  const shown = ancestors
    .slice(0, MOST_ANCESTORS)
    .map(({ pid, exe, commandLine }) => `${printableArgument(exe ?? commandLine ?? '?')} (${pid ?? '?'})`);
  return `${shown.join(', started by ')}${ancestors.length > shown.length ? ' …' : ''}`;
}

/** Empty where the source tells nothing beyond. */
export function backgroundLines({ gravest, reports }: Incident): BackgroundLine[] {
  const lines: readonly (readonly [string, string | null])[] = [
    ['Container', containerText(gravest)],
    ['Started by', ancestorsText(gravest)],
    ['Hash', gravest.sha256 === null ? null : `SHA-256 ${printableArgument(gravest.sha256)}`],
    ['Reported', reports.length === 0 ? null : `by GuardDuty: ${reports.map(reportText).join('; ')}`],
  ];
  return lines.flatMap(([label, text]) => (text === null ? [] : [{ label, text }]));
}
