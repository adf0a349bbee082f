/** Judges one use of a loader and tells what a family makes of it. */
import type { ExecuteFinding } from '../../../shared/detection/finding.ts';
import { baseName } from '../../../shared/telemetry/host-path.ts';
import { type ExecParts, exec, type FileParts } from '../exec.ts';
import { execution } from '../run.ts';

/** `family severity`, of the loader at a path with these words. */
export function judged(loader: string, words: string, more: ExecParts = {}): string {
  const { family, severity } = found(loader, words, more);
  return `${family} ${severity}`;
}

/** The finding itself. */
export function found(loader: string, words: string, more: ExecParts = {}): ExecuteFinding {
  return execution(exec({ argv: [loader, ...words.split(' ')], exe: loader, files: [loader], ...more }));
}

/** The same loader, its file owned by a user. */
export function ownedByUser(name: string): readonly FileParts[] {
  return [{ name, ownerUid: 1000 }];
}

/** The same loader, its file writable by everyone. */
export function openToAll(name: string): readonly FileParts[] {
  return [{ name, mode: 0o100777 }];
}

/** The path with `..` in it that leads to the same name below /tmp. */
export function throughDots(path: string): string {
  return `${path.slice(0, path.lastIndexOf('/'))}${'/..'.repeat(path.split('/').length - 2)}/tmp/${baseName(path)}`;
}
