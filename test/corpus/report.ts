/**
 * `npm run corpus`: how the detector does on every recording, beside the rule that one would write first: an execution
 * whose executed file has a loader's name is an attack, and its program is the first argument.
 */
import { familyOfName } from '../../shared/loader/registry.ts';
import { AuditdCorrelator } from '../../shared/telemetry/auditd/correlator.ts';
import { alertsOf, readLabels, readLines, timelineOf } from './recordings.ts';
import { type ScoredAlert, score } from './score.ts';

const RECORDINGS = ['recorded', 'extended', 'extended-glibc-2.31', 'extended-glibc-2.41', 'crowd'];

function byNameOnly(lines: readonly string[]): ScoredAlert[] {
  const alerts: ScoredAlert[] = [];
  const correlator = new AuditdCorrelator((event) => {
    if (event.type !== 'exec' || event.exe === null || familyOfName(event.exe.path) === null) return;
    alerts.push({ audit_ids: [event.sourceEventId], kind: 'execute', payload: event.argv[1] ?? '' });
  });
  for (const line of lines) correlator.push(line, 'audit.log', 0);
  correlator.flush();
  return alerts;
}

for (const name of RECORDINGS) {
  const lines = readLines(name);
  const { scenarios } = readLabels(name);
  const timeline = timelineOf(lines);
  const executions = lines.filter((line) => line.startsWith('type=EXECVE') && line.includes(' argc=')).length;
  console.log(`${name}: ${scenarios.length} scenarios, ${executions} executions`);
  for (const [rule, alerts] of [
    ['ldwatch', alertsOf(lines)],
    ['by name only', byNameOnly(lines)],
  ] as const) {
    const result = score(timeline, scenarios, alerts);
    const found = `${result.due - result.missed.length} of ${result.due} attacks`;
    const falseAlerts = result.false.reduce(
      (sum, text) => sum + Number(/(\d+) alert/.exec(text)?.[1] ?? 0),
      0,
    );
    console.log(
      `  ${rule.padEnd(12)} ${found}, ${falseAlerts} false alerts, ${result.wrong.length} programs or libraries not named, ${result.grade.length} wrongly graded`,
    );
  }
}
