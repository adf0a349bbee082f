/** The kernel of this machine with audit rules of a test, for as long as the test needs them. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { startLogger, waitFor } from '../corpus/daemon.ts';
import { auditState } from '../corpus/kernel-audit.ts';
import { obstacle } from '../corpus/preflight.ts';

/** Messages that we write into the log ourselves, which no rule of a system call keeps out. */
const BEGIN = 'ldwatch-rules-begin';
const END = 'ldwatch-rules-end';

/** Runs the audit system's tool. @throws Error with what it says */
export function auditctl(...args: string[]): string {
  const run = spawnSync('auditctl', args, { encoding: 'utf8' });
  if (run.status !== 0)
    throw new Error(`auditctl ${args.join(' ')}: ${run.stderr || run.error?.message || run.status}`);
  return run.stdout;
}

function inUse(): string | null {
  try {
    const { pid, enabled } = auditState();
    if (pid) return 'an audit daemon is running on this machine, and its rules are not ours to change';
    if (enabled === 2) return 'the audit rules are locked until the next boot';
    return auditctl('-l').includes('-') ? 'audit rules are loaded on this machine' : null;
  } catch {
    return 'the kernel does not let us ask for its audit state, as in a container';
  }
}

/** Why no rules can be tried here, now; null if they can. */
export function whyNotHere(): string | null {
  if (process.platform !== 'linux') return 'this is not Linux';
  return obstacle() ?? inUse();
}

/** The first records after a daemon has come may still go to the kernel's log instead: waits until they don't. */
async function connected(log: string): Promise<void> {
  for (let i = 0; i < 100; i++) {
    auditctl('-m', BEGIN);
    await sleep(20);
    if (readFileSync(log, 'latin1').includes(BEGIN)) return;
  }
  throw new Error('The audit daemon writes nothing of what it is told.');
}

/**
 * Loads rules as `auditctl -R` does, does something, and puts the kernel back to what it was.
 *
 * @param rules - the text of a rules file
 * @param act - what is to be recorded
 * @returns the log, one character a byte
 */
export async function recordedWith(rules: string, act: () => void | Promise<void>): Promise<string> {
  const before = auditState();
  const directory = mkdtempSync(join(tmpdir(), 'ldwatch-rules-'));
  const file = join(directory, 'test.rules');
  writeFileSync(file, rules, { mode: 0o640 });
  const logger = await startLogger(directory);
  try {
    auditctl('-e', '1');
    await connected(logger.log);
    auditctl('-R', file);
    await act();
    auditctl('-m', END);
    await waitFor(logger.log, END, 30);
    return readFileSync(logger.log, 'latin1');
  } finally {
    auditctl('-D');
    auditctl('-b', String(before['backlog_limit'] ?? 64));
    auditctl('-e', String(before['enabled'] ?? 0));
    await logger.stop();
    rmSync(directory, { recursive: true, force: true });
  }
}

/** The system call that executed a program with this argument. */
export interface RecordedCall {
  readonly arch: string;
  readonly syscall: string;
  readonly key: string;
}

/** @returns one for each execution that has exactly `mark` as its last argument */
export function callsWith(log: string, mark: string): RecordedCall[] {
  const lines = log.split('\n');
  return lines.flatMap((line) => {
    const [, id] = /^type=EXECVE msg=(audit\([\d.:]+\)): /.exec(line) ?? [];
    if (id === undefined || !line.endsWith(` a1="${mark}"`)) return [];
    const call = lines.find((other) => other.startsWith(`type=SYSCALL msg=${id}:`)) ?? '';
    const field = (name: string): string => new RegExp(` ${name}="?([^\\s"\x1d]+)`).exec(call)?.[1] ?? '';
    return [{ arch: field('arch'), syscall: field('syscall'), key: field('key') }];
  });
}
