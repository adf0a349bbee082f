/** What a finding rests on, as OCSF evidence: the process, and the files that the process alone doesn't show. */
import type { NamedFile } from '../detection/finding.ts';
import type { FindingSnapshot, SnapshotProcess } from '../incident/snapshot.ts';
import { baseName } from '../telemetry/host-path.ts';
import type { OcsfActor, OcsfEvidence, OcsfFile, OcsfProcess, OcsfUser } from './ocsf-shape.ts';
import { printableCommand } from './printable.ts';

const MOST_ARGUMENTS = 24;

/** The command line as a person would type it, with the true number of arguments where some are left out. */
export function commandOf({ argv, argc }: Pick<SnapshotProcess, 'argv' | 'argc'>): string {
  const shown = argv.slice(0, MOST_ARGUMENTS);
  const command = printableCommand(shown);
  return argc > shown.length ? `${command} … (${argc} arguments)` : command;
}

function fileAt(path: string, type_id: OcsfFile['type_id']): OcsfFile {
  return { name: baseName(path) || path, path, type_id };
}

/** A file by its name alone: it may be a symbolic link. */
function fileOf({ path, given }: NamedFile): OcsfFile {
  return fileAt(path ?? given, 0);
}

function userOf({ user: { uid, name } }: FindingSnapshot): OcsfUser | undefined {
  if (uid === null && name === null) return undefined;
  return { uid: uid?.toString(), name: name ?? undefined };
}

/** What the process runs as a file: only a regular file can be executed (execve(2), EACCES). */
function imageOf({ kind, process, loader }: FindingSnapshot): OcsfFile | undefined {
  const path = process.exe ?? (kind === 'execute' ? loader.path : null);
  return path === null ? undefined : fileAt(path, 1);
}

function parentOf({ process: { ppid } }: FindingSnapshot): { readonly pid: number } | undefined {
  return ppid === null ? undefined : { pid: ppid };
}

function processOf(snapshot: FindingSnapshot): OcsfProcess {
  const { process, user, sourceEventId } = snapshot;
  const file = imageOf(snapshot);
  return {
    // A process id comes again, and may be missing; the id of the execution is one for good.
    uid: sourceEventId,
    pid: process.pid ?? undefined,
    name: file?.name,
    cmd_line: process.argv.length === 0 ? undefined : commandOf(process),
    file,
    working_directory: process.cwd ?? undefined,
    user: userOf(snapshot),
    auid: user.auid ?? undefined,
    euid: user.euid ?? undefined,
    parent_process: parentOf(snapshot),
  };
}

function actorOf(snapshot: FindingSnapshot): OcsfActor | undefined {
  const { session: uid, tty } = snapshot.user;
  const process = parentOf(snapshot);
  const user = userOf(snapshot);
  const session =
    uid === null && tty === null ? undefined : { uid: uid?.toString(), terminal: tty ?? undefined };
  return (process ?? user ?? session) ? { process, user, session } : undefined;
}

const PROGRAM = {
  execute: 'program run through the loader',
  stage: 'new name of the loader',
  'foreign-interpreter': 'program that names the loader',
  inject: 'program that the library was injected into',
} as const;

/** The execution first. */
export function evidencesOf(snapshot: FindingSnapshot): OcsfEvidence[] {
  const { kind, program, loader, injected, sourceEventId } = snapshot;
  const evidences: OcsfEvidence[] = [
    { name: 'execution', uid: sourceEventId, process: processOf(snapshot), actor: actorOf(snapshot) },
  ];
  if (program !== null) evidences.push({ name: PROGRAM[kind], file: fileOf(program) });
  // Where it was run through the loader, the loader is the process.
  if (kind !== 'execute') evidences.push({ name: 'loader', file: fileAt(loader.path, 0) });
  for (const library of injected)
    evidences.push({ name: `library injected by ${library.option}`, file: fileOf(library) });
  return evidences;
}
