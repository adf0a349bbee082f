/** `--fail-on`: the exit status for pipelines that stop where something is found. */
import { describe, expect, it } from 'vitest';
import type { Severity } from '../../../shared/detection/severity.ts';
import { dynamic, exec, LINKER, loader } from '../../detection/exec.ts';
import { alertsOfScan, ldwatch } from '../ldwatch.ts';
import { logOf } from '../log.ts';

/** A log whose one finding has the severity; of none of "info", which nothing in so short a log has. */
const LOGS: Readonly<Partial<Record<Severity, string>>> = {
  low: logOf([
    exec({
      argv: ['/opt/app/bin/p'],
      files: ['/opt/app/bin/p', '/opt/app/lib/ld-linux-x86-64.so.2'],
      cwd: '/',
    }),
  ]),
  medium: logOf([dynamic(`cp ${LINKER} /home/user/notes`)]),
  high: logOf([dynamic(`cp ${LINKER} /tmp/notes`)]),
  critical: logOf([loader('/tmp/p')]),
};
/** What is asked, of which log, and the exit status. */
const CASES: readonly [Severity, Severity, number][] = [
  ['info', 'low', 3],
  ['low', 'low', 3],
  ['medium', 'low', 0],
  ['medium', 'medium', 3],
  ['high', 'medium', 0],
  ['high', 'high', 3],
  ['critical', 'high', 0],
  ['critical', 'critical', 3],
  ['info', 'critical', 3],
];

describe('--fail-on', () => {
  it.each(CASES)('%s with a finding that is %s: %i', async (asked, severity, expected) => {
    const { status, alerts } = await alertsOfScan(['--fail-on', asked], { stdin: LOGS[severity] ?? '' });

    expect(alerts).toMatchObject([{ severity }]);
    expect(status).toBe(expected);
  });

  it('says no more than without it where nothing is found', async () => {
    const { status } = await ldwatch(['scan', '--fail-on', 'info'], { stdin: logOf([dynamic('/bin/ls')]) });

    expect(status).toBe(0);
  });

  it('counts findings whether or not they are for people', async () => {
    const { status, stdout } = await ldwatch(['scan', '--fail-on', 'critical'], {
      stdin: LOGS.critical ?? '',
    });

    expect(stdout).toContain('findings: 1 execute');
    expect(status).toBe(3);
  });
});
