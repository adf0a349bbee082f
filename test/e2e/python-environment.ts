/** The Python programs that the test needs, in an environment of their own beside the other caches. */
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { run, runWell } from './child.ts';

const REQUIREMENTS = fileURLToPath(new URL('./requirements.txt', import.meta.url));
const CACHE = fileURLToPath(new URL('../../node_modules/.cache/ldwatch-e2e/', import.meta.url));
const USABLE = 'import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 10))';

/** The machine lacks what the test can't bring along. */
export class MissingPython extends Error {
  override message =
    'needs Python 3.10 or newer as python3, with its venv and ensurepip modules (Debian: python3-venv)';
}

async function isUsable(): Promise<boolean> {
  const tried = await run('python3', ['-c', USABLE]).catch(() => null);
  return tried?.status === 0;
}

/**
 * Makes the environment unless it is there from an earlier run with the same requirements.
 *
 * @param requirements - a file that lists what is to be in it, as pip reads it
 * @returns its directory of programs
 * @throws MissingPython
 */
export async function pythonPrograms(requirements = REQUIREMENTS): Promise<string> {
  const wanted = createHash('sha256').update(readFileSync(requirements)).digest('hex').slice(0, 12);
  const home = join(CACHE, `python-${wanted}`);
  const programs = join(home, 'bin');
  const complete = join(home, 'complete');
  if (existsSync(complete)) return programs;
  if (!(await isUsable())) throw new MissingPython();
  // What an interrupted run left.
  rmSync(home, { recursive: true, force: true });
  mkdirSync(CACHE, { recursive: true });
  await runWell('python3', ['-m', 'venv', home]);
  await runWell(join(programs, 'python'), [
    '-m',
    'pip',
    'install',
    '--quiet',
    '--disable-pip-version-check',
    '--requirement',
    requirements,
  ]);
  writeFileSync(complete, '');
  return programs;
}
