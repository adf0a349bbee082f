/**
 * One execution of a program, whatever told it: the contract between the telemetry room and everything behind it.
 * Strings that a program chose (paths, arguments) are lossless: bytes that are not UTF-8 are kept as lone
 * surrogates (see byte-string.ts).
 */

/** Identifies one execution for good, however often it is delivered: `<host>|<the source's own event id>`, without the bar where no host is told. */
export type ExecEventId = string & { readonly brand: 'ExecEventId' };

/** @param host - as the record names it, empty for none */
export function execEventId(host: string, sourceEventId: string): ExecEventId {
  // Branding is the only way to make one.
  return (host === '' ? sourceEventId : `${host}|${sourceEventId}`) as ExecEventId;
}

/** A file as the kernel names it: device and inode number, `fe:00:338944`. The same file under two names has one. */
export type FileIdentity = string & { readonly brand: 'FileIdentity' };

/** Every source of executions that is read; each is a file or a room beside this one (registry.ts). */
export const SOURCE_FORMATS = [
  'auditd',
  'laurel',
  'ecs',
  'falco',
  'tetragon',
  'tracee',
  'sysmon',
  'osquery',
  'ocsf',
  'jibril',
  'guardduty',
] as const;
export type SourceFormat = (typeof SOURCE_FORMATS)[number];

/** How much of the argument vector the source kept: `exact` bytes and bounds, joined by blanks, cut, or nothing. */
export type ArgvFidelity = 'exact' | 'joined' | 'truncated' | 'none';

/** The file that the kernel executed, from the kernel's own view and not from the arguments. */
export interface ExecutedImage {
  /** Symbolic links resolved, without the kernel's " (deleted)" or a package manager's ";5f1ab2c3" at its end. */
  readonly path: string;
  /** The file had no name any more when it was executed. */
  readonly deleted: boolean;
  /** The file never had a name: memfd_create(2), shown by the kernel as `/memfd:NAME`. */
  readonly memfd: boolean;
}

/** A file that the kernel opened in order to execute something. */
export interface OpenedFile {
  /** As asked for: may be relative, a symbolic link, or empty (execveat(2) with AT_EMPTY_PATH). */
  readonly name: string;
  /** Null where the record didn't carry inode and device. */
  readonly identity: FileIdentity | null;
  /** Permission bits and file type as in st_mode, null where unknown. */
  readonly mode: number | null;
  /** Numeric user id of the owner, null where unknown. */
  readonly ownerUid: number | null;
}

/** Who ran it. Null is "the source doesn't tell", and 4294967295 (unset) is told as null for auid and session. */
export interface ExecUser {
  readonly uid: number | null;
  readonly euid: number | null;
  /** The login's user id: stays the same through su and sudo. */
  readonly auid: number | null;
  readonly session: number | null;
  readonly tty: string | null;
  /** Name of uid as the host resolved it: a label that the host could forge. */
  readonly name: string | null;
}

/** Where the raw text stands: a file and a line, or a log stream and an event id. */
export interface RawPointer {
  readonly source: string;
  /** Of the first record that was seen: a line number (from 1) or the source's own event id. */
  readonly position: string | number;
}

/** The container that it ran in, as the source says: labels, which whoever runs the source could forge. Null is "not told". */
export interface Container {
  /** Hexadecimal, often only its first digits. */
  readonly id: string | null;
  readonly name: string | null;
  readonly image: string | null;
  readonly pod: string | null;
  readonly namespace: string | null;
  readonly cluster: string | null;
  /** ARN of an ECS task. */
  readonly task: string | null;
}

/** A process above it. */
export interface Ancestor {
  readonly pid: number | null;
  /** Absolute path, as far as the source knows it. */
  readonly exe: string | null;
  /** Joined by blanks, null where it isn't told. */
  readonly commandLine: string | null;
}

/**
 * The variables of its environment that steer the run-time linker (LD_*), as far as the source tells them. They may be
 * of a later moment: then the process itself may have written them, and they excuse nothing.
 */
export interface LinkerEnvironment {
  /** Empty for none of those that the source asks for. */
  readonly variables: Readonly<Record<string, string>>;
  readonly readAt: 'exec' | 'later';
}

/** What some sources know beyond the execution itself. */
export interface Background {
  readonly container: Container | null;
  /** The parent first; empty where none is told. */
  readonly ancestors: readonly Ancestor[];
  /** Null where the source tells no variables at all. */
  readonly environment: LinkerEnvironment | null;
  /** Of the executed file, 64 hexadecimal digits in lower case. */
  readonly sha256: string | null;
}

/** Of a source that tells nothing beyond, as auditd. */
export const NO_BACKGROUND: Background = { container: null, ancestors: [], environment: null, sha256: null };

/** Parts of an execution that a source should have told and didn't. */
export type MissingPart = 'process' | 'arguments' | 'working-directory' | 'files';

/** One execution of a program. */
export interface ExecEvent {
  readonly type: 'exec';
  readonly id: ExecEventId;
  /** The id as the source writes it, `1795400907.573:48009` for auditd: what a person searches for. */
  readonly sourceEventId: string;
  readonly format: SourceFormat;
  /** Milliseconds since 1970 UTC, from the record and not from whoever shipped it. */
  readonly time: number;
  /** Orders events of one host that have the same millisecond. */
  readonly sequence: number;
  /** Name of the host as the record says, empty where it doesn't: a label, the host could forge it. */
  readonly host: string;
  readonly pid: number | null;
  readonly ppid: number | null;
  readonly exe: ExecutedImage | null;
  /** Null is an argument that was lost: positions stay right, because what an argument means can depend on its place. */
  readonly argv: readonly (string | null)[];
  readonly argvFidelity: ArgvFidelity;
  readonly cwd: string | null;
  readonly user: ExecUser;
  /** Every file that the kernel opened for this exec, in its order: program, script interpreters, run-time linker. */
  readonly files: readonly OpenedFile[];
  /**
   * How many files the kernel says it opened; may be more than `files` holds where records were lost. Null where it isn't
   * told: then nothing can be concluded from a file that is not among them.
   */
  readonly fileCount: number | null;
  /** Empty where the source never tells more. */
  readonly missing: readonly MissingPart[];
  readonly background: Background;
  readonly pointer: RawPointer;
}

/**
 * An attempt to execute a file that the kernel could not run (wrong format, no permission …). Not an execution, and
 * whatever else its record says (exe, comm) is about the caller. That a file was looked for and not found is not told.
 */
export interface ExecFailure {
  readonly type: 'exec-failure';
  readonly time: number;
  readonly sequence: number;
  readonly host: string;
  readonly pid: number;
  readonly ppid: number | null;
  /** The file as it was asked for. */
  readonly name: string;
  readonly cwd: string | null;
  readonly user: ExecUser;
}

/** What a source tells. */
export type TelemetryEvent = ExecEvent | ExecFailure;
