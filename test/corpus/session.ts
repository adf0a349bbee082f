/**
 * The process that is recorded: takes a login uid, so that its events can be told from the host's
 * others, and runs scenarios one after the other, each between two markers.
 *
 * usage: node session.ts RESULTS AUID ID...
 */
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import type { Scenario } from './scenario.ts';
import { sets } from './scenarios/index.ts';

/** How one scenario went. */
export interface Outcome {
  readonly id: string;
  readonly output: string;
  readonly status: number | null;
  /** Why it was not run, or not to its end. */
  readonly skipped?: string;
}

/** What a session leaves behind. */
export interface SessionResult {
  readonly session: string;
  readonly outcomes: readonly Outcome[];
}

/** Uid and gid of the scenarios that need no rights; no account has to exist for them. */
const NOBODY_IN_PARTICULAR = '1001';

const asUser = ['--reuid', NOBODY_IN_PARTICULAR, '--regid', NOBODY_IN_PARTICULAR, '--clear-groups'];

function environment(user: boolean): NodeJS.ProcessEnv {
  // A fixed environment: nothing of the recording machine's configuration gets into command lines.
  const path = '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin:/usr/local/go/bin';
  return { PATH: path, HOME: user ? '/tmp/.w' : '/root', LANG: 'C.UTF-8', TERM: 'dumb' };
}

function mark(id: string, end: 'begin' | 'end'): void {
  spawnSync('/bin/true', [`ldscn-${id}-${end}`], { env: environment(false), cwd: '/tmp' });
}

function perform(scenario: Scenario): Outcome {
  const { id, script } = scenario;
  const present = (scenario.makes ?? []).find((path) => existsSync(path));
  if (present) return { id, output: '', status: null, skipped: `${present} exists here` };
  const user = scenario.as === 'user';
  const shell = ['/bin/bash', '-c', script];
  const [file = '', ...args] = user ? ['/usr/bin/setpriv', ...asUser, ...shell] : shell;
  mark(id, 'begin');
  const run = spawnSync(file, args, {
    cwd: '/tmp',
    env: environment(user),
    // Not a socket: a shell that finds one there believes to be started by rshd, and reads ~/.bashrc.
    stdio: ['ignore', 'pipe', 'pipe'],
    encoding: 'latin1',
    maxBuffer: 1 << 28,
    timeout: (scenario.seconds ?? 60) * 1000,
    killSignal: 'SIGKILL',
  });
  mark(id, 'end');
  for (const path of scenario.makes ?? []) rmSync(path, { recursive: true, force: true });
  const outcome = { id, output: `${run.stdout}${run.stderr}`, status: run.status };
  return run.error ? { ...outcome, skipped: `did not end well: ${run.error.message}` } : outcome;
}

if (import.meta.main) {
  const [, , results = '', auid = '', ...ids] = process.argv;
  writeFileSync('/proc/self/loginuid', auid);
  const all = new Map(
    Object.values(sets)
      .flat()
      .map((one) => [one.id, one]),
  );
  const outcomes = ids.flatMap((id) => all.get(id) ?? []).map(perform);
  const session = readFileSync('/proc/self/sessionid', 'latin1').trim();
  writeFileSync(results, JSON.stringify({ session, outcomes } satisfies SessionResult));
}
