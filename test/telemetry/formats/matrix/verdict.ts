/** What ldwatch says of a scenario, by way of one format's lines. */

import { payloadOf } from '../../../../shared/detection/described.ts';
import { Detector } from '../../../../shared/detection/detector.ts';
import type { Finding } from '../../../../shared/detection/finding.ts';
import type { ExecEvent } from '../../../../shared/telemetry/exec-event.ts';
import { TelemetryReader } from '../../../../shared/telemetry/reader.ts';
import { RENDERERS } from '../renderers.ts';
import { auditdLines } from './auditd-lines.ts';

/** Nothing is told. */
export const SILENT = 'silent';

function inWords(finding: Finding): string {
  const payload = payloadOf(finding);
  const name = payload === null ? 'unknown' : (payload.path ?? payload.given);
  return `${finding.kind} ${finding.severity} ${name}`;
}

/** Reads lines and judges what they tell; findings in alphabetical order, so that their own does not matter. */
function verdictOf(lines: readonly string[]): string {
  const detector = new Detector();
  const findings: Finding[] = [];
  const reader = new TelemetryReader((event) => findings.push(...detector.judge(event).findings));
  lines.forEach((line, index) => {
    reader.push(line, 'log', index + 1);
  });
  reader.flush();
  findings.push(...detector.flush());
  return findings.length === 0 ? SILENT : findings.map(inWords).sort().join(', ');
}

/** What the records of the audit system lead to: every other format is compared with it. */
export function verdictByAuditd(events: readonly ExecEvent[]): string {
  return verdictOf(events.flatMap(auditdLines));
}

/** Every way in which an execution can be told in lines: auditd, and each format that has a renderer. */
export const TELLERS: ReadonlyMap<string, (events: readonly ExecEvent[]) => string> = new Map([
  ['auditd', verdictByAuditd],
  ...Object.entries(RENDERERS).map(
    ([name, render]) => [name, (events: readonly ExecEvent[]) => verdictOf(events.map(render))] as const,
  ),
]);
