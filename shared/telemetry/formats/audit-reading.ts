/** What formats share that write the events of the kernel's audit system as one record each. */
import type { ArgvFidelity, ExecEvent, MissingPart } from '../exec-event.ts';
import type { Reading } from '../line-format.ts';

/** Arguments as far as such a record tells them. */
export interface ToldArguments {
  readonly argv: readonly (string | null)[];
  readonly fidelity: ArgvFidelity;
}

/** A file that was not found is no failure: nothing was there. */
export type AuditOutcome = 'succeeded' | 'failed' | 'not-found';

/** What a record tells; what is missing follows from it. */
export type AuditTold = Omit<ExecEvent, 'missing'>;

function missingOf({ pid, exe, cwd, files, fileCount, argvFidelity }: AuditTold): MissingPart[] {
  const missing: MissingPart[] = [];
  if (pid === null && exe === null) missing.push('process');
  if (argvFidelity === 'truncated' || argvFidelity === 'none') missing.push('arguments');
  if (cwd === null) missing.push('working-directory');
  if (fileCount === null || files.length < fileCount) missing.push('files');
  return missing;
}

function failureOf({ time, sequence, host, pid, ppid, files, cwd, user }: AuditTold): Reading {
  const [file] = files;
  // Whatever else the record says is about the caller.
  if (pid === null || file === undefined) return { kind: 'no-execution' };
  const failure = {
    type: 'exec-failure',
    time,
    sequence,
    host,
    pid,
    ppid,
    name: file.name,
    cwd,
    user,
  } as const;
  return { kind: 'events', events: [failure] };
}

/**
 * As auditd/to-exec-event.ts does with the records themselves.
 *
 * @param told - becomes the event
 */
export function auditReading(outcome: AuditOutcome, told: AuditTold): Reading {
  if (outcome === 'not-found') return { kind: 'no-execution' };
  if (outcome === 'failed') return failureOf(told);
  if (told.exe === null && told.argv.length === 0 && told.files.length === 0) return { kind: 'unreadable' };
  // Not copied: a copy would cost as much as reading the record.
  return { kind: 'events', events: [Object.assign(told, { missing: missingOf(told) })] };
}
