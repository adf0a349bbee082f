/**
 * Recognises commands that give a loader another name: copies, links, bind mounts; follows a copy that is moved; and
 * notes what is certainly no loader's copy. Only the command line is known, not whether the command succeeded, nor
 * whether a target is a directory.
 */

import type { LoaderFamilyName } from '../loader/family.ts';
import type { Argv } from '../loader/invocation.ts';
import { familyOfName } from '../loader/registry.ts';
import type { ExecEvent } from '../telemetry/exec-event.ts';
import { baseName, resolveOnHost } from '../telemetry/host-path.ts';
import { hasOptions, operands } from './copy-options.ts';
import type { NamedFile } from './finding.ts';
import type { HostMemory } from './host-memory.ts';
import { toolOf } from './tool.ts';

/** One file given another name by a command. */
export interface Renaming {
  readonly source: NamedFile;
  /** Where it may have gone: a target that could be a directory gives two. */
  readonly targets: readonly NamedFile[];
}

/** Names that are directories wherever they are seen, so that a copy below them keeps its own name. */
const DIRECTORY_NAMES: ReadonlySet<string> = new Set([
  '',
  '.',
  '..',
  'lib',
  'lib32',
  'lib64',
  'libx32',
  'bin',
  'sbin',
  'usr',
  'tmp',
  'shm',
]);

/** The command behind busybox and other programs that hold many: its name and arguments. */
function commandOf(event: ExecEvent): { tool: string; argv: Argv } {
  const tool = baseName(event.exe?.path ?? '');
  const binutil = /(?:^|-)(objcopy|strip)$/.exec(tool)?.[1];
  if (binutil !== undefined) return { tool: binutil, argv: event.argv };
  if (!/^(?:busybox|toybox|coreutils)$/.test(tool)) return { tool, argv: event.argv };
  const called = baseName(event.argv[0] ?? '');
  if (hasOptions(called) || called === 'dd') return { tool: called, argv: event.argv };
  return { tool: event.argv[1] ?? '', argv: event.argv.slice(1) };
}

function named(given: string, cwd: string | null): NamedFile {
  return { given, path: resolveOnHost(given, cwd) };
}

function below(directory: string, source: string, cwd: string | null): NamedFile {
  return named(`${directory.replace(/\/+$/, '')}/${baseName(source)}`, cwd);
}

function copyRenamings(tool: string, argv: Argv, cwd: string | null): Renaming[] {
  const { words, targetDirectory } = operands(tool, argv);
  if (targetDirectory !== null) {
    return words.map((word) => ({ source: named(word, cwd), targets: [below(targetDirectory, word, cwd)] }));
  }
  const target = words.at(-1);
  const sources = words.slice(0, -1);
  if (target === undefined) return [];
  // `ln FILE` links it into the working directory under its own name.
  if (sources.length === 0) return [];
  const surelyDirectory = sources.length > 1 || DIRECTORY_NAMES.has(baseName(target));
  return sources.map((source) => {
    const inside = below(target, source, cwd);
    return { source: named(source, cwd), targets: surelyDirectory ? [inside] : [named(target, cwd), inside] };
  });
}

/** Tools that write what they read to the file that an option names. */
function outputRenamings(tool: string, argv: Argv, cwd: string | null): Renaming[] {
  const { words, output } = operands(tool, argv);
  if (output === null) return [];
  return words.map((word) => ({ source: named(word, cwd), targets: [named(output, cwd)] }));
}

function ddRenamings(argv: Argv, cwd: string | null): Renaming[] {
  // The last one counts.
  const value = (key: string) => argv.findLast((word) => word?.startsWith(key))?.slice(key.length);
  const from = value('if=');
  const to = value('of=');
  return from === undefined || to === undefined
    ? []
    : [{ source: named(from, cwd), targets: [named(to, cwd)] }];
}

function mountRenamings(argv: Argv, cwd: string | null): Renaming[] {
  const { words } = operands('mount', argv);
  const binds = argv.some((word) =>
    /^(?:-B|-R|--r?bind)$|^(?:-o|--options=?)?(?:[^-].*,)?r?bind(?:,|$)/.test(word ?? ''),
  );
  const [source, target] = words;
  if (!binds || source === undefined || target === undefined) return [];
  return [{ source: named(source, cwd), targets: [named(target, cwd)] }];
}

/** Files that a command copies, links, moves or mounts under another name, as far as its command line tells. */
export function renamingsOf(event: ExecEvent): Renaming[] {
  if (!toolOf(event.exe?.path ?? '').renames) return [];
  const { tool, argv } = commandOf(event);
  switch (tool) {
    case 'cp':
    case 'mv':
    case 'ln':
    case 'install':
    case 'rsync':
    case 'scp':
    case 'objcopy':
      return copyRenamings(tool, argv, event.cwd);
    case 'strip':
    case 'patchelf':
      return outputRenamings(tool, argv, event.cwd);
    case 'dd':
      return ddRenamings(argv, event.cwd);
    case 'mount':
      return mountRenamings(argv, event.cwd);
    default:
      return [];
  }
}

/** glibc's libc.so in a library directory is a linker script; only musl's own directory makes the name a loader's. */
function familyOfStagedName(path: string): LoaderFamilyName | null {
  if (path.endsWith('/libc.so') && !path.includes('-musl')) return null;
  return familyOfName(path)?.name ?? null;
}

/** Is this file a loader, by its name or because it was seen to be made from one? */
export function knownLoader(
  file: NamedFile,
  memory: HostMemory,
): { family: LoaderFamilyName | null; madeBy: string | null } | null {
  const path = file.path ?? file.given;
  const copy = memory.copies.get(path);
  if (copy !== undefined) return { family: copy.family, madeBy: copy.madeBy };
  const family = familyOfStagedName(path);
  return family === null ? null : { family, madeBy: null };
}

/** Does this name say that the file is a loader, and of which family? */
export function saysLoader(file: NamedFile, family: LoaderFamilyName | null): boolean {
  const named = familyOfStagedName(file.path ?? file.given);
  return named !== null && (family === null || named === family);
}
