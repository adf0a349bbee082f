import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { auditState } from './kernel-audit.ts';

/** Somebody who writes the kernel's events to a file. */
export interface Logger {
  readonly log: string;
  stop(): Promise<void>;
}

const config = (directory: string): string => `local_events = yes
write_logs = yes
log_file = ${directory}/audit.log
log_group = root
log_format = ENRICHED
flush = INCREMENTAL_ASYNC
freq = 200
num_logs = 0
max_log_file = 4000
max_log_file_action = IGNORE
space_left = 75
space_left_action = IGNORE
admin_space_left = 50
admin_space_left_action = IGNORE
disk_full_action = IGNORE
disk_error_action = IGNORE
name_format = NONE
q_depth = 90000
overflow_action = IGNORE
priority_boost = 4
plugin_dir = ${directory}/plugins
`;

/** The log of the daemon that runs on this host. */
function runningLog(): string {
  const path = '/etc/audit/auditd.conf';
  const named = existsSync(path) ? /^\s*log_file\s*=\s*(\S+)/m.exec(readFileSync(path, 'utf8')) : null;
  return named?.[1] ?? '/var/log/audit/audit.log';
}

/** Uses the audit daemon of this host, or starts a private one below `directory` if there is none. */
export async function startLogger(directory: string): Promise<Logger> {
  if (auditState()['pid']) return { log: runningLog(), stop: async () => {} };
  mkdirSync(join(directory, 'plugins'), { recursive: true });
  writeFileSync(join(directory, 'auditd.conf'), config(directory), { mode: 0o640 });
  const child = spawn('auditd', ['-n', '-c', directory, '-s', 'nochange'], {
    stdio: 'ignore',
    detached: true,
  });
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  for (let i = 0; i < 50 && auditState()['pid'] !== child.pid; i++) await sleep(100);
  if (auditState()['pid'] !== child.pid) throw new Error('auditd did not start; `auditd -f` tells why.');
  return {
    log: join(directory, 'audit.log'),
    async stop() {
      child.kill('SIGTERM');
      await ended;
    },
  };
}

/** Waits until the log holds the text, which is asked for with grep as the log may be large. */
export async function waitFor(log: string, text: string, seconds: number): Promise<void> {
  for (let i = 0; i < seconds * 2; i++) {
    if (spawnSync('grep', ['-qF', text, log]).status === 0) return;
    await sleep(500);
  }
  throw new Error(`The last scenario has not reached ${log} in ${seconds} seconds.`);
}
