/** What formats share that write the events of the kernel's audit system as one record each. */
import {
  type ArgvFidelity,
  type ExecEvent,
  execEventId,
  type MissingPart,
  type SourceFormat,
} from '../exec-event.ts';
import type { Reading } from '../line-format.ts';

/** Arguments as far as such a record tells them. */
export interface ToldArguments {
  readonly argv: readonly (string | null)[];
  readonly fidelity: ArgvFidelity;
}

/** What a record tells; `id`, `type` and `missing` follow from it. */
export interface AuditTold
  extends Omit<ExecEvent, 'type' | 'id' | 'argv' | 'argvFidelity' | 'missing' | 'format'> {
  readonly format: Extract<SourceFormat, 'laurel' | 'ecs'>;
  /** A file that was not found is no failure: nothing was there. */
  readonly outcome: 'succeeded' | 'failed' | 'not-found';
  readonly arguments: ToldArguments;
}

function missingOf({ pid, exe, cwd, files, fileCount, arguments: told }: AuditTold): MissingPart[] {
  const missing: MissingPart[] = [];
  if (pid === null && exe === null) missing.push('process');
  if (told.fidelity === 'truncated' || told.fidelity === 'none') missing.push('arguments');
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

/** As auditd/to-exec-event.ts does with the records themselves. */
export function auditReading(told: AuditTold): Reading {
  if (told.outcome === 'not-found') return { kind: 'no-execution' };
  if (told.outcome === 'failed') return failureOf(told);
  const { argv, fidelity } = told.arguments;
  if (told.exe === null && argv.length === 0 && told.files.length === 0) return { kind: 'unreadable' };
  // Field for field: as the rest of a destructured object it would cost as much as reading the record.
  const event: ExecEvent = {
    type: 'exec',
    id: execEventId(told.host, told.sourceEventId),
    sourceEventId: told.sourceEventId,
    format: told.format,
    time: told.time,
    sequence: told.sequence,
    host: told.host,
    pid: told.pid,
    ppid: told.ppid,
    exe: told.exe,
    argv,
    argvFidelity: fidelity,
    cwd: told.cwd,
    user: told.user,
    files: told.files,
    fileCount: told.fileCount,
    missing: missingOf(told),
    background: told.background,
    pointer: told.pointer,
  };
  return { kind: 'events', events: [event] };
}
