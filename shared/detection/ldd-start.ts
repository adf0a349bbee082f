/** Recognises the start of the system's own ldd, and nothing that only looks like it. */

import type { BoundedMap } from '../bounded-map.ts';
import type { ExecEvent, FileIdentity } from '../telemetry/exec-event.ts';
import { resolveOnHost } from '../telemetry/host-path.ts';
import { isRootsOwn } from './directories.ts';
import type { ExecShape } from './exec-shape.ts';
import { toolOf } from './tool.ts';

/** Options that leave a shell running the script that follows them: none of -c, -i, -l, -o, -s, --rcfile. */
const HARMLESS_SHELL_OPTIONS = /^-[aefhkmnptuvxBEHPT]+$/;
const LDD_PATHS: ReadonlySet<string> = new Set(['/usr/bin/ldd', '/bin/ldd']);
/** As many files as one ldd is followed through. */
const MOST_FILES = 100_000;

/** A source that tells no opened files gives a script's own path as the executed file: root's, by the directory that it lies in. */
function tellsFiles({ files, fileCount }: ExecEvent): boolean {
  return files.length > 0 || fileCount !== null;
}

/**
 * Index of the script's own name in the arguments of a shell that runs the system's ldd; -1 where it runs something
 * else. Under another name (a symbolic link) ldd is known by its device and inode, once it was seen in its place.
 */
function scriptIndex(event: ExecEvent, shape: ExecShape, lddFiles: BoundedMap<FileIdentity, true>): number {
  const { argv, cwd, exe } = event;
  if (exe !== null && !tellsFiles(event) && LDD_PATHS.has(exe.path)) return 0;
  if (exe === null || exe.deleted || !toolOf(exe.path).systemShell) return -1;
  if (shape.kind === 'script') {
    const { name, identity } = shape.program;
    if (!isRootsOwn(shape.program)) return -1;
    const path = resolveOnHost(name, cwd);
    if (path !== null && LDD_PATHS.has(path)) {
      if (identity !== null) lddFiles.set(identity, true);
    } else if (identity === null || !lddFiles.has(identity)) return -1;
    // The kernel puts the script's name behind the interpreter and its one optional argument.
    const index = argv.indexOf(name, 1);
    return index <= 2 ? index : -1;
  }
  let index = 1;
  while (HARMLESS_SHELL_OPTIONS.test(argv[index] ?? '')) index++;
  const script = argv[index];
  return script !== null && script !== undefined && LDD_PATHS.has(script) ? index : -1;
}

/**
 * Does this execution start ldd?
 *
 * @param lddFiles - device and inode of ldd scripts seen in their place; added to
 * @returns the files that it will look at, as it names them to the loader, with how often each; null for no ldd
 */
export function filesOfLdd(
  event: ExecEvent,
  shape: ExecShape,
  lddFiles: BoundedMap<FileIdentity, true>,
): Map<string, number> | null {
  if (event.argvFidelity !== 'exact' && event.argvFidelity !== 'joined') return null;
  const script = scriptIndex(event, shape, lddFiles);
  if (script < 0) return null;
  let index = script + 1;
  for (; event.argv[index]?.startsWith('-'); index++) {
    if (event.argv[index] !== '--') continue;
    index++;
    break;
  }
  const files = new Map<string, number>();
  for (const word of event.argv.slice(index, index + MOST_FILES)) {
    if (word === null) continue;
    const passedOn = word.includes('/') ? word : `./${word}`;
    files.set(passedOn, (files.get(passedOn) ?? 0) + 1);
  }
  return files;
}
