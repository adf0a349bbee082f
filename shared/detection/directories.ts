/**
 * Who can usually write in a directory: what a path alone tells of the trust that a file deserves. A record that
 * names the file's owner and mode (PATH, for the loader itself) overrides it; the program and the libraries that a
 * loader opens appear in no record, for them this is all there is.
 */
import type { OpenedFile } from '../telemetry/exec-event.ts';

/** `system`: only root installs there. `anyone`: every user may create files. `owner`: one user's, or unknown. */
export type Writers = 'system' | 'owner' | 'anyone';

const ANYONE =
  /^\/(?:tmp|(?:usr|var)\/tmp|dev|(?:var\/)?run\/(?:lock|shm|user)|var\/lock|var\/crash|proc)(?:\/|$)|^\/memfd:/;

const SYSTEM =
  /^\/(?:usr|bin|sbin|lib|lib32|lib64|libx32|opt|etc|boot|snap|nix\/store|gnu\/store|var\/lib\/snapd|var\/lib\/flatpak|system|apex|vendor)(?:\/|$)/;

/** Where distributions and package managers keep run-time linkers. */
const LOADER_HOMES = [
  /^\/(?:usr\/)?lib(?:32|64|x32)?\//,
  /^\/(?:nix|gnu)\/store\//,
  /^\/(?:var\/lib\/snapd\/)?snap\//,
  /^\/usr\/[a-z0-9_]+-linux-[a-z0-9]+\/lib(?:32|64)?\//,
  /^\/usr\/bin\/ld\.so$|^\/bin\/ld\.so$/,
  /^\/(?:system|apex)\//,
  /^\/var\/lib\/flatpak\//,
];

/**
 * @param path - absolute and normal, or null where it could not be resolved
 */
export function writersOf(path: string | null): Writers {
  if (path === null || ANYONE.test(path)) return 'anyone';
  return SYSTEM.test(path) ? 'system' : 'owner';
}

/**
 * Can a `..` of this path lead elsewhere than its text says? Behind a name that not root alone may have made, a symbolic
 * link may stand: `/tmp/l/../../opt/x` is anything. The working directory is the kernel's, and true.
 */
export function mayLeadElsewhere(given: string, cwd: string | null): boolean {
  if (!given.includes('..')) return false;
  const parts = given.split('/');
  let before = given.startsWith('/') ? '' : (cwd ?? '');
  let named = false;
  for (const part of parts) {
    if (part === '' || part === '.') continue;
    if (part === '..') {
      if (named && writersOf(before) !== 'system') return true;
      before = before.slice(0, Math.max(before.lastIndexOf('/'), 0));
      continue;
    }
    before = `${before}/${part}`;
    named = true;
  }
  return false;
}

const GROUP_OR_OTHERS_WRITE = 0o022;
const OTHERS_WRITE = 0o002;

/** As writersOf, corrected by what the record says of the file itself. */
export function writersOfFile(path: string | null, file: OpenedFile | undefined): Writers {
  const byPath = writersOf(path);
  if (file === undefined || file.mode === null || byPath === 'anyone') return byPath;
  if ((file.mode & OTHERS_WRITE) !== 0) return 'anyone';
  return file.ownerUid === 0 ? byPath : 'owner';
}

/** Does root alone decide what this file holds, as its record says? False where the record doesn't tell. */
export function isRootsOwn(file: OpenedFile | undefined): boolean {
  return file?.ownerUid === 0 && file.mode !== null && (file.mode & GROUP_OR_OTHERS_WRITE) === 0;
}

/** Is this a place where a distribution keeps its run-time linkers? */
export function isLoaderHome(path: string): boolean {
  return LOADER_HOMES.some((home) => home.test(path));
}

/** Does any directory or file on the way begin with a dot? */
export function isHidden(path: string): boolean {
  return /\/\.(?!\.?(?:\/|$))/.test(path);
}
