/** Makes executions, so that each test shows only what it is about. */
import {
  type ArgvFidelity,
  type ExecEvent,
  type ExecEventId,
  type ExecUser,
  type FileIdentity,
  NO_BACKGROUND,
  type OpenedFile,
} from '../../shared/telemetry/exec-event.ts';
import { resolveOnHost } from '../../shared/telemetry/host-path.ts';

/** The loader as programs name it, and its real file. */
export const LINKER = '/lib64/ld-linux-x86-64.so.2';
export const LOADER = '/usr/lib/x86_64-linux-gnu/ld-linux-x86-64.so.2';
export const MUSL = '/lib/ld-musl-x86_64.so.1';

/** Milliseconds since 1970 at which everything happens unless a test says otherwise. */
export const T0 = 1_800_000_000_000;
export const USER: ExecUser = { uid: 1000, euid: 1000, auid: 1000, session: 3, tty: 'pts0', name: 'user' };

/** A file by its name alone, or with what a test is about. */
export type FileParts = string | ({ readonly name: string } & Partial<OpenedFile>);

/** What a test may say of an execution. */
export interface ExecParts {
  readonly argv?: readonly (string | null)[];
  /** The executed file; by default what the last interpreter or the program's own name leads to. */
  readonly exe?: string | null;
  readonly deleted?: boolean;
  readonly memfd?: boolean;
  readonly files?: readonly FileParts[];
  readonly fileCount?: number | null;
  readonly pid?: number | null;
  readonly ppid?: number | null;
  readonly time?: number;
  readonly host?: string;
  readonly cwd?: string | null;
  readonly user?: Partial<ExecUser>;
  readonly fidelity?: ArgvFidelity;
}

const identities = new Map<string, FileIdentity>();

/** Device and inode: the same name is the same file, for all of a test file. */
export function identityOf(name: string): FileIdentity {
  const known = identities.get(name);
  if (known !== undefined) return known;
  const identity = `fe:00:${1000 + identities.size}` as FileIdentity;
  identities.set(name, identity);
  return identity;
}

/** A file that the kernel opened: root's own, if nothing else is said. */
export function file(parts: FileParts): OpenedFile {
  const { name, ...more } = typeof parts === 'string' ? { name: parts } : parts;
  return { name, identity: identityOf(name), mode: 0o100755, ownerUid: 0, ...more };
}

let serial = 0;

/** One execution; by default of an ordinary dynamic program. */
export function exec(parts: ExecParts = {}): ExecEvent {
  serial++;
  const { argv = ['/usr/bin/true'], cwd = '/home/user', time = T0, host = 'host-1' } = parts;
  const files = (parts.files ?? [argv[0] ?? '', LINKER]).map(file);
  const path = parts.exe === undefined ? resolveOnHost(files[0]?.name ?? '', cwd) : parts.exe;
  const { deleted = false, memfd = false } = parts;
  const sourceEventId = `${(time / 1000).toFixed(3)}:${serial}`;
  return {
    type: 'exec',
    id: `${host}|${sourceEventId}` as ExecEventId,
    sourceEventId,
    format: 'auditd',
    time,
    sequence: serial,
    host,
    pid: parts.pid === undefined ? 20_000 + serial : parts.pid,
    ppid: parts.ppid === undefined ? 500 : parts.ppid,
    exe: path === null ? null : { path, deleted, memfd },
    argv,
    argvFidelity: parts.fidelity ?? 'exact',
    cwd,
    user: { ...USER, ...parts.user },
    files,
    fileCount: parts.fileCount === undefined ? files.length : parts.fileCount,
    missing: [],
    background: NO_BACKGROUND,
    pointer: { source: 'test', position: String(serial) },
  };
}

/** A program that names the system's loader: `dynamic('/bin/ls -l')`. */
export function dynamic(line: string, more: ExecParts = {}): ExecEvent {
  const argv = line.split(' ');
  return exec({ argv, files: [argv[0] ?? '', LINKER], ...more });
}

/** A file that names no loader: a static program, or a loader itself. */
export function alone(line: string, more: ExecParts = {}): ExecEvent {
  const argv = line.split(' ');
  return exec({ argv, files: [argv[0] ?? ''], ...more });
}

/** The system's own loader, run as a command: `loader('/tmp/p')`. */
export function loader(line: string, more: ExecParts = {}): ExecEvent {
  const argv = [LINKER, ...line.split(' ').filter((word) => word !== '')];
  return exec({ argv, exe: LOADER, files: [LINKER], ...more });
}
