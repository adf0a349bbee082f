/** What detection claims of an execution: the contract towards incidents and alerts. */
import type { LoaderFamilyName } from '../loader/family.ts';
import type { ExecEvent } from '../telemetry/exec-event.ts';
import type { Severity } from './severity.ts';
import type { Technique } from './techniques.ts';

/** A file as the command line names it, and where that leads; `path` is null where it can't be told. */
export interface NamedFile {
  readonly given: string;
  readonly path: string | null;
}

/** How it is known that the executed file is a run-time linker, the surest first. */
export type LoaderEvidence =
  /** The executed file, or the name that it was asked for by, is a loader's. */
  | 'name'
  /** The same bytes (SHA-256) as a loader that was executed under its own name on this host. */
  | 'hash'
  /** The same device and inode as the run-time linker of ordinary programs on this host: hard link, bind mount. */
  | 'inode'
  /** A copy or link whose making was seen. */
  | 'known-copy'
  /** Options that hardly any other program has, on a file that names no run-time linker itself. */
  | 'options'
  /** An unnamed file (memfd) that names no run-time linker and was given a program to run. */
  | 'memory'
  /** It names no run-time linker itself, was given a program, and a loader was read or copied by hand before. */
  | 'circumstances';

/** The loader of a finding. */
export interface FindingLoader {
  /** Null where the file is known as a loader only by its behaviour. */
  readonly family: LoaderFamilyName | null;
  /** Absolute path of the executed file as the kernel resolved it. */
  readonly path: string;
  readonly evidence: LoaderEvidence;
}

/** A library whose code runs because the loader's options or environment say so. */
export interface InjectedLibrary extends NamedFile {
  readonly option: '--preload' | '--audit' | 'LD_PRELOAD' | 'LD_AUDIT';
}

/** One sentence that a person can check against the records; `id` names it in the severity table. */
export interface Reason {
  readonly id: string;
  readonly text: string;
}

interface FindingBase {
  readonly severity: Severity;
  readonly reasons: readonly Reason[];
  readonly techniques: readonly Technique[];
  /** The execution that the finding is about. */
  readonly event: ExecEvent;
  /** Source ids of the other events that it rests on, oldest first. */
  readonly relatedEventIds: readonly string[];
}

/** A program ran, or its code was loaded, through the loader. */
export interface ExecuteFinding extends FindingBase {
  readonly kind: 'execute';
  /** Null where the arguments were lost. */
  readonly program: NamedFile | null;
  readonly loader: FindingLoader;
  readonly injected: readonly InjectedLibrary[];
  /** Name of the benign family whose shape this has, null for none. */
  readonly family: string | null;
}

/** A loader was copied, linked or bind-mounted under a name that is no loader's. */
export interface StageFinding extends FindingBase {
  readonly kind: 'stage';
  readonly source: NamedFile;
  readonly target: NamedFile;
}

/** A program names a run-time linker outside the system's directories. */
export interface ForeignInterpreterFinding extends FindingBase {
  readonly kind: 'foreign-interpreter';
  readonly program: NamedFile;
  readonly interpreter: NamedFile;
  readonly family: string | null;
}

/** Code of a library was loaded into an ordinary program because its environment said so. */
export interface InjectFinding extends FindingBase {
  readonly kind: 'inject';
  readonly program: NamedFile;
  /** At least one. */
  readonly injected: readonly InjectedLibrary[];
  /** The run-time linker that did it, as the program names it; null where it isn't told. */
  readonly linker: string | null;
}

/** What detection claims. */
export type Finding = ExecuteFinding | StageFinding | ForeignInterpreterFinding | InjectFinding;
