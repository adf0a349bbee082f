/** Findings for people: what to read first stands first. Text that came from the log is made printable before use. */
import { styleText } from 'node:util';
import type { LineSample } from '../../shared/alert/line-sample.ts';
import { printable, printableArgument, printableCommand } from '../../shared/alert/printable.ts';
import { auditIdsOf, loaderPathOf, payloadOf } from '../../shared/detection/described.ts';
import type { Severity } from '../../shared/detection/severity.ts';
import type { ShownCommand } from '../../shared/login/shown-command.ts';
import type { ExecEvent } from '../../shared/telemetry/exec-event.ts';
import type { FindingInContext } from './login-history.ts';
import type { ScanCounts } from './scanner.ts';
import { KINDS, NO_EXECUTIONS, UNREADABLE } from './words.ts';

type Style = Parameters<typeof styleText>[0];

const SEVERITY_STYLES: Readonly<Record<Severity, Style>> = {
  critical: ['bold', 'red'],
  high: 'red',
  medium: 'yellow',
  low: 'cyan',
  info: 'dim',
};

/** Applies styles where standard output is a terminal (and NO_COLOR is not set). */
function styled(style: Style, text: string): string {
  return styleText(style, text, { stream: process.stdout });
}

function moment(time: number): string {
  return `${new Date(time).toISOString().replace('T', ' ').replace('Z', '')} UTC`;
}

function clock(time: number): string {
  return new Date(time).toISOString().slice(11, 23);
}

function who({ user, pid, ppid }: ExecEvent): string {
  const name = user.name === null ? '' : `${printable(user.name, 64)} `;
  const login =
    user.session === null
      ? 'no login (daemon or container)'
      : `login uid ${user.auid}, session ${user.session}`;
  const elevated = user.euid !== null && user.euid !== user.uid ? `, effective uid ${user.euid}` : '';
  return `${name}(uid ${user.uid ?? '?'}${elevated}), ${login}, process ${pid ?? '?'}, parent ${ppid ?? '?'}`;
}

function row(name: string, text: string): string {
  return `  ${styled('dim', name.padEnd(9))} ${text}\n`;
}

function commands(name: string, shown: readonly ShownCommand[]): string {
  return shown
    .map(({ time, command }, index) =>
      row(index === 0 ? name : '', `${styled('dim', clock(time))} ${command}`),
    )
    .join('');
}

/** One finding, several lines, ending with an empty one. */
export function findingText({ finding, before, after }: FindingInContext): string {
  const { event } = finding;
  const payload = payloadOf(finding);
  const severity = styled(SEVERITY_STYLES[finding.severity], finding.severity.toUpperCase());
  const host = event.host === '' ? 'this host' : printable(event.host, 255);
  const given = payload === null ? 'an unknown program' : printableArgument(payload.given);
  const path =
    payload?.path != null && payload.path !== payload.given ? ` (${printableArgument(payload.path)})` : '';
  const family =
    finding.kind === 'execute' && finding.loader.family !== null ? ` (${finding.loader.family})` : '';
  const [first, ...others] = finding.reasons;
  return [
    `${severity}  ${styled('bold', given)}${path}  ${KINDS[finding.kind]}\n`,
    row('when', `${moment(event.time)} on ${host}`),
    row('who', who(event)),
    row('loader', `${printable(loaderPathOf(finding))}${family}`),
    row('command', printableCommand(event.argv)),
    event.cwd === null ? '' : row('in', printable(event.cwd)),
    row('why', printable(first?.text ?? '', 2_000)),
    ...others.map(({ text }) => row('', printable(text, 2_000))),
    row('ATT&CK', finding.techniques.map(({ id, name }) => `${id} ${name}`).join(', ')),
    commands('before', before),
    commands('after', after),
    row(
      'events',
      `${auditIdsOf(finding).join(' ')} (${printable(event.pointer.source)}, line ${event.pointer.position})`,
    ),
    '\n',
  ].join('');
}

function list(counts: ReadonlyMap<string, number>): string {
  return [...counts]
    .sort(([, a], [, b]) => b - a)
    .map(([name, number]) => `${number} ${name}`)
    .join(', ');
}

function total(counts: ReadonlyMap<string, number>): number {
  return [...counts.values()].reduce((sum, number) => sum + number, 0);
}

/** Silence means something only where executions were recorded. */
function silence({ executions }: ScanCounts): string {
  return executions === 0 ? NO_EXECUTIONS : 'no program was found to be run through the dynamic loader';
}

function sampleText({ pointer, text }: LineSample): string {
  return `such as ${printable(pointer.source)}, line ${pointer.position}: ${text}`;
}

/** The end of the report: what was read, what was found, what was not understood. */
export function summaryText(counts: ScanCounts, repeated: number): string {
  const findings = total(counts.findings);
  const lines = [
    `${counts.lines} lines, ${counts.executions} executions${counts.incomplete > 0 ? ` (${counts.incomplete} with records missing)` : ''}`,
    findings === 0
      ? silence(counts)
      : `findings: ${list(counts.findings)}${repeated > 0 ? ` (${repeated} of them like one already shown)` : ''}`,
  ];
  if (counts.inspections.size > 0)
    lines.push(`loader executions that ran nothing: ${list(counts.inspections)}`);
  for (const [why, number] of counts.unused) {
    const text = UNREADABLE[why];
    if (text === undefined) continue;
    lines.push(`lines not used: ${number} ${text}`);
    const sample = why === 'too-long' ? undefined : counts.samples.get(why);
    if (sample !== undefined) lines.push(`  ${sampleText(sample)}`);
  }
  return `${lines.join('\n')}\n`;
}
