/** A finding as an incident keeps it: every fact that an alert may need, in bounded size whatever the host wrote. */
import { familyOf, injectedOf, payloadOf, UNNAMED_LINKER } from '../detection/described.ts';
import type { Finding, FindingLoader, InjectedLibrary, NamedFile, Reason } from '../detection/finding.ts';
import type { Severity } from '../detection/severity.ts';
import type { Technique } from '../detection/techniques.ts';
import type {
  Ancestor,
  ArgvFidelity,
  Container,
  ExecUser,
  MissingPart,
  RawPointer,
  SourceFormat,
} from '../telemetry/exec-event.ts';
import type { Origin } from '../telemetry/origin.ts';

/** Bytes as JSON, where one that is not printable takes six: an incident has to fit into an item of 400 KB. */
const LONGEST_TEXT = 1024;
const MOST_ARGUMENTS = 32;
const MOST_LIBRARIES = 8;
const MOST_RELATED = 8;
const MOST_REASONS = 16;
const MOST_ANCESTORS = 8;

/** The run-time linker of a finding; evidence and family are null where the kind of finding has none. */
export interface SnapshotLoader {
  readonly path: string;
  readonly family: FindingLoader['family'];
  readonly evidence: FindingLoader['evidence'] | null;
}

/** The process of a finding; texts are cut, `argc` is the true number of arguments. */
export interface SnapshotProcess {
  readonly pid: number | null;
  readonly ppid: number | null;
  /** Absolute path of the executed image, null where it isn't known. */
  readonly exe: string | null;
  readonly argv: readonly (string | null)[];
  readonly argc: number;
  readonly argvFidelity: ArgvFidelity;
  readonly cwd: string | null;
}

/** One finding, cut to what is shown. At most some 100 KB as JSON, some 2 KB as a rule. */
export interface FindingSnapshot {
  readonly kind: Finding['kind'];
  readonly severity: Severity;
  /** Milliseconds since 1970 UTC of the execution. */
  readonly time: number;
  /** The source's own id of the execution, as a person would search for it. */
  readonly sourceEventId: string;
  readonly relatedEventIds: readonly string[];
  readonly origin: Origin;
  /** The name that the host gave itself, empty for none: a label that the host could forge. */
  readonly hostName: string;
  /** The program that ran, the new name of a staged loader, or the program that names the foreign linker; null where lost. */
  readonly program: NamedFile | null;
  readonly loader: SnapshotLoader;
  readonly injected: readonly InjectedLibrary[];
  /** Benign family whose shape this has. */
  readonly family: string | null;
  readonly reasons: readonly Reason[];
  readonly techniques: readonly Technique[];
  readonly process: SnapshotProcess;
  readonly user: ExecUser;
  readonly missing: readonly MissingPart[];
  /** Which kind of source told it. */
  readonly format: SourceFormat;
  /** As the source says; null for none. */
  readonly container: Container | null;
  /** The parent first, as far as the source tells. */
  readonly ancestors: readonly Ancestor[];
  /** Of the executed file, null where it isn't told. */
  readonly sha256: string | null;
  readonly pointer: RawPointer;
}

function bytesOf(text: string): number {
  return Buffer.byteLength(JSON.stringify(text)) - 2;
}

function cut(text: string): string {
  if (text.length <= LONGEST_TEXT && bytesOf(text) <= LONGEST_TEXT) return text;
  let kept = '';
  let bytes = 0;
  // Whole characters, and no more of a long text than is kept.
  for (const character of text) {
    bytes += bytesOf(character);
    if (bytes > LONGEST_TEXT) break;
    kept += character;
  }
  return `${kept}…`;
}

function cutOrNull(text: string | null): string | null {
  return text === null ? null : cut(text);
}

function cutFile<File extends NamedFile>(file: File): File {
  return { ...file, given: cut(file.given), path: cutOrNull(file.path) };
}

function cutContainer(container: Container | null): Container | null {
  if (container === null) return null;
  const { id, name, image, pod, namespace, cluster, task } = container;
  return {
    id: cutOrNull(id),
    name: cutOrNull(name),
    image: cutOrNull(image),
    pod: cutOrNull(pod),
    namespace: cutOrNull(namespace),
    cluster: cutOrNull(cluster),
    task: cutOrNull(task),
  };
}

function cutAncestor({ pid, exe, commandLine }: Ancestor): Ancestor {
  return { pid, exe: cutOrNull(exe), commandLine: cutOrNull(commandLine) };
}

function loaderOf(finding: Finding): SnapshotLoader {
  switch (finding.kind) {
    case 'execute':
      return { ...finding.loader, path: cut(finding.loader.path) };
    case 'stage':
      return { path: cut(finding.source.path ?? finding.source.given), family: null, evidence: null };
    case 'foreign-interpreter': {
      const { path, given } = finding.interpreter;
      return { path: cut(path ?? given), family: null, evidence: null };
    }
    case 'inject':
      return { path: cut(finding.linker ?? UNNAMED_LINKER), family: null, evidence: null };
  }
}

/** @param origin - where its text came from, as the service that delivered it says */
export function snapshotOf(finding: Finding, origin: Origin): FindingSnapshot {
  const { event } = finding;
  const program = payloadOf(finding);
  return {
    kind: finding.kind,
    severity: finding.severity,
    time: event.time,
    sourceEventId: event.sourceEventId,
    relatedEventIds: finding.relatedEventIds.slice(0, MOST_RELATED),
    origin,
    hostName: cut(event.host),
    program: program === null ? null : cutFile(program),
    loader: loaderOf(finding),
    injected: injectedOf(finding).slice(0, MOST_LIBRARIES).map(cutFile),
    family: familyOf(finding),
    reasons: finding.reasons.slice(0, MOST_REASONS).map(({ id, text }) => ({ id, text: cut(text) })),
    techniques: finding.techniques,
    process: {
      pid: event.pid,
      ppid: event.ppid,
      exe: cutOrNull(event.exe?.path ?? null),
      argv: event.argv.slice(0, MOST_ARGUMENTS).map(cutOrNull),
      argc: event.argv.length,
      argvFidelity: event.argvFidelity,
      cwd: cutOrNull(event.cwd),
    },
    user: { ...event.user, name: cutOrNull(event.user.name), tty: cutOrNull(event.user.tty) },
    missing: event.missing,
    format: event.format,
    container: cutContainer(event.background.container),
    ancestors: event.background.ancestors.slice(0, MOST_ANCESTORS).map(cutAncestor),
    sha256: cutOrNull(event.background.sha256),
    pointer: event.pointer,
  };
}
