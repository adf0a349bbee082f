/** What the demo prints: each alert as it would be sent, and in the end what was counted and not told. */
import { styleText } from 'node:util';
import { printable, printableArgument } from '../../shared/alert/printable.ts';
import type { TopicMessage } from '../../shared/alert/topic-message.ts';
import type { Incident } from '../../shared/incident/incident.ts';

type Style = Parameters<typeof styleText>[0];

function styled(style: Style, text: string): string {
  return styleText(style, text, { stream: process.stdout });
}

/** Text fields of the message that a subscriber gets. */
function told(body: string): { message: string; description: string } {
  const finding: unknown = JSON.parse(body);
  if (typeof finding !== 'object' || finding === null) return { message: '', description: '' };
  const message = 'message' in finding ? String(finding.message) : '';
  const info = 'finding_info' in finding ? finding.finding_info : null;
  const hasText = typeof info === 'object' && info !== null && 'desc' in info;
  return { message, description: hasText ? String(info.desc) : '' };
}

/** One alert; `whole` with its description, as e-mail and Slack would show it. */
export function alertText({ subject, body, attributes }: TopicMessage, whole: boolean): string {
  const { message, description } = told(body);
  const head = `${styled(['bold', 'red'], 'ALERT')}  ${printable(message, 1_000)}\n`;
  if (!whole) return head;
  const filters = Object.entries(attributes).map(([name, value]) => `${name}=${value}`);
  const lines = [`subject  ${subject}`, `filters  ${filters.join(' ')}`, '', ...description.split('\n')];
  return `${head}${lines.map((line) => `       ${line}\n`).join('')}\n`;
}

/** What an alert's thread is told later: the lines about the login alone. */
export function followUpText({ body }: TopicMessage): string {
  const { message, description } = told(body);
  const lines = description.split('\n').filter((text) => /^(?:Login|Before|After): /.test(text));
  const head = `${styled('bold', 'FOLLOW-UP')}  ${printable(message, 1_000)}\n`;
  return `${head}${lines.map((text) => `       ${text}\n`).join('')}`;
}

function row({ severity, count, hostCount, generation, gravest }: Incident): string {
  const program = gravest.program === null ? 'not known' : (gravest.program.path ?? gravest.program.given);
  const cells = [
    severity.padEnd(9),
    String(count).padStart(6),
    String(hostCount).padStart(6),
    String(generation).padStart(7),
    // Executions that gave no alert of their own.
    String(count - generation).padStart(9),
  ];
  return `  ${cells.join(' ')}  ${gravest.kind} ${printableArgument(program)}\n`;
}

/** All incidents, one a line, the most frequent first. */
export function incidentsText(incidents: readonly Incident[]): string {
  const order = incidents.toSorted((a, b) => b.count - a.count || (a.id < b.id ? -1 : 1));
  const head = `  ${'severity'.padEnd(9)}  count  hosts  alerts  not told  what\n`;
  return styled('bold', head) + order.map(row).join('');
}
