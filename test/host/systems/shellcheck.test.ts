import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { COLLECT_EVIDENCE, STOP_PROCESS } from '../../../cdk/host/index.ts';

/** SC2086: words are split on purpose where only digits can be. SC2034: what one script reads of a process the other may not need. */
const EXPECTED = 'SC2086,SC2034';

test.each([COLLECT_EVIDENCE, STOP_PROCESS])('shellcheck has nothing to say about $name', ({ script }) => {
  const directory = mkdtempSync(join(tmpdir(), 'ldwatch-shellcheck-'));
  writeFileSync(join(directory, 'script.sh'), script);
  const { stdout, error } = spawnSync(
    'shellcheck',
    ['-s', 'sh', '-S', 'warning', '-e', EXPECTED, 'script.sh'],
    {
      cwd: directory,
      encoding: 'utf8',
    },
  );
  rmSync(directory, { recursive: true });
  expect(error).toBeUndefined();
  expect(stdout).toBe('');
});
