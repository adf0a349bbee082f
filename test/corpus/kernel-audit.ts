import { spawnSync } from 'node:child_process';

/** The kernel's audit state, as `auditctl -s` prints it: enabled, pid, lost, backlog_limit... */
export type AuditState = Readonly<Record<string, number>>;

const execRule = (arch: string): readonly string[] => {
  return ['always,exit', '-F', `arch=${arch}`, '-S', 'execve,execveat', '-k', 'exec'];
};

/** Such a rule keeps the kernel from recording system calls at all; some distributions ship it. */
const MUTE = ['never,task'];

function auditctl(...args: string[]): string {
  const run = spawnSync('auditctl', args, { encoding: 'utf8' });
  if (run.error) throw run.error;
  if (run.status !== 0)
    throw new Error(`auditctl ${args.join(' ')}: ${run.stderr.trim() || `exit ${run.status}`}`);
  return run.stdout;
}

/** Reads the kernel's audit state. */
export function auditState(): AuditState {
  const pairs = auditctl('-s')
    .split('\n')
    .map((line) => line.trim().split(/\s+/));
  return Object.fromEntries(
    pairs.flatMap(([key, value]) => (key && value && /^\d+$/.test(value) ? [[key, Number(value)]] : [])),
  );
}

/** Removes a rule, or lets it be if it is not there: a user's own rule may be the same as ours. */
function remove(rule: readonly string[]): void {
  try {
    auditctl('-d', ...rule);
  } catch {
    // It is gone, which is all that was wanted.
  }
}

/** Makes the kernel record every exec. The result undoes all that was changed. */
export function recordExecs(): () => void {
  const before = auditState();
  if (before['enabled'] === 2)
    throw new Error(
      'The audit rules are locked until the next boot (auditctl -e 2): recording has to wait for one without that lock.',
    );
  const rules = auditctl('-l').split('\n');
  const muted = rules.some((rule) => /-a (never,task|task,never)/.test(rule));
  if (muted) remove(MUTE);
  // Before the existing rules, as one of those may exclude what is to be recorded. Too few entries
  // in the queue would lose events as soon as the scenarios get loud.
  const missing = ['b64', 'b32'].filter(
    (arch) => !rules.some((line) => line.includes('execveat') && line.includes(`arch=${arch}`)),
  );
  const added = missing.map(execRule);
  for (const rule of added) auditctl('-A', ...rule);
  auditctl('-b', '65536');
  auditctl('-e', '1');
  return () => {
    for (const rule of added) remove(rule);
    if (muted) auditctl('-a', ...MUTE);
    auditctl('-b', String(before['backlog_limit'] ?? 64));
    auditctl('-e', String(before['enabled'] ?? 0));
  };
}
