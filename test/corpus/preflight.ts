import { spawnSync } from 'node:child_process';
import { accessSync, constants, existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Skipped } from './labels.ts';
import { LD } from './machine.ts';
import type { Scenario } from './scenario.ts';

const directories = [
  '/usr/local/sbin',
  '/usr/local/bin',
  '/usr/sbin',
  '/usr/bin',
  '/sbin',
  '/bin',
  '/usr/local/go/bin',
];

/** Whether a command of this name can be run. */
function hasCommand(name: string): boolean {
  return directories.some((directory) => {
    try {
      accessSync(join(directory, name), constants.X_OK);
      return true;
    } catch {
      return false;
    }
  });
}

/** Why nothing can be recorded here, in a sentence; undefined if all is well. */
export function obstacle(): string | undefined {
  if (process.getuid?.() !== 0)
    return "Recording needs root: the audit rules and the login uid are root's to set.";
  if (!existsSync('/proc/self/loginuid'))
    return 'This kernel keeps no audit state (CONFIG_AUDIT), so nothing can be recorded.';
  if (!hasCommand('auditctl') || !hasCommand('auditd'))
    return 'Install the audit daemon first: package auditd on Debian and Ubuntu, audit on Fedora, Amazon Linux and SUSE.';
  if (!hasCommand('bash') || !hasCommand('setpriv'))
    return 'Install bash and util-linux first: the scenarios use bash and setpriv.';
  if (!existsSync(LD))
    return `The loader ${LD} is not here; the scenarios know glibc systems on x86-64 and aarch64.`;
  return undefined;
}

/** Whether the compiler builds a program with this flag: libraries for it may be missing. */
function compiles(flag: string): boolean {
  if (!hasCommand('gcc')) return false;
  const directory = mkdtempSync(join(tmpdir(), 'ldscn-'));
  try {
    writeFileSync(join(directory, 'c.c'), '#include <stdio.h>\nint main(void) { return puts("") < 0; }\n');
    return spawnSync('gcc', [flag, 'c.c', '-o', 'c'], { cwd: directory }).status === 0;
  } finally {
    rmSync(directory, { recursive: true });
  }
}

const known = new Map<string, boolean>();

function available(need: string): boolean {
  const before = known.get(need);
  if (before !== undefined) return before;
  const now = need.startsWith('/')
    ? existsSync(need)
    : need === 'm32'
      ? compiles('-m32')
      : need === 'static'
        ? compiles('-static')
        : hasCommand(need);
  known.set(need, now);
  return now;
}

/** The scenarios that this machine has the tools for, and those that it has not. */
export function possible(scenarios: readonly Scenario[]): {
  readonly run: readonly Scenario[];
  readonly skipped: readonly Skipped[];
} {
  const skipped: Skipped[] = [];
  const run = scenarios.filter(({ id, needs }) => {
    const missing = (needs ?? []).filter((need) => !available(need));
    if (missing.length) skipped.push({ id, why: `needs ${missing.join(', ')}` });
    return !missing.length;
  });
  return { run, skipped };
}
