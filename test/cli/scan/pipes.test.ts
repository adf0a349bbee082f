/** The command in a pipeline of a real shell. */
import { describe, expect, it } from 'vitest';
import { MAIN, RECORDED, runProgram } from '../ldwatch.ts';

/** Runs a line of shell in which `ldwatch` is the command and `$LOG` the short recording. */
function shell(line: string) {
  const script = `main=$1; LOG=$2; ldwatch() { "$0" "$main" "$@"; }; ${line}`;
  return runProgram('/bin/sh', ['-c', script, process.execPath, MAIN, RECORDED]);
}

describe('a reader that stops early', () => {
  it.each(['text', 'ndjson'])('ends a scan quietly (%s)', async (output) => {
    const { stdout, stderr } = await shell(
      `{ ldwatch scan --output ${output} "$LOG"; echo "status $?" >&2; } | head -1`,
    );

    expect(stdout.split('\n')).toHaveLength(2);
    expect(stderr).toBe('status 0\n');
  });

  it('of complaints does not keep the rest from being told', async () => {
    const { stdout } = await shell(
      '{ { sleep 0.1; ldwatch scan missing "$LOG"; echo "status $?"; } 2>&1 >&3 | true; } 3>&1',
    );

    expect(stdout).toContain('findings: 19 execute, 3 stage');
    expect(stdout).toMatch(/status 2\n$/);
  });
});
