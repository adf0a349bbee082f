import { type FindingInContext, LoginHistory } from '../../../cli/scan/login-history.ts';
import type { Finding } from '../../../shared/detection/finding.ts';
import type { ShownCommand } from '../../../shared/login/shown-command.ts';
import type { ExecEvent } from '../../../shared/telemetry/exec-event.ts';
import { dynamic, type ExecParts } from '../../detection/exec.ts';

/** A history, and what it has handed on in words. */
export function watch() {
  const told: string[] = [];
  const words = (shown: readonly ShownCommand[]) => shown.map(({ command }) => command).join(' ');
  const history = new LoginHistory(({ finding, before, after }: FindingInContext) => {
    told.push(`${words(before)} [${finding.event.argv[1]}] ${words(after)}`);
  });
  const run = (...events: readonly ExecEvent[]) => events.forEach((event) => void history.execution(event));
  const find = (...findings: readonly Finding[]) =>
    findings.forEach((finding) => void history.finding(finding));
  return { history, told, run, find };
}

/** Programs named by letters: `commands('a b')`. */
export function commands(letters: string, more: ExecParts = {}): ExecEvent[] {
  return letters.split(' ').map((letter) => dynamic(letter, more));
}
