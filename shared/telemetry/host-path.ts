/** Paths as the watched host means them: POSIX, whatever machine ldwatch itself runs on. */
import { posix } from 'node:path';

/** An empty, `.` or `..` part: without one an absolute path is normal already. */
const NOT_NORMAL = /\/(?:\.{0,2}\/|\.{1,2}$)/;

/**
 * Makes `path` absolute against `cwd` and takes out `.`, `..` and doubled slashes. Symbolic links can't be followed
 * from here. Null where that needs a working directory and none is known.
 */
export function resolveOnHost(path: string, cwd: string | null): string | null {
  if (path.startsWith('/')) return NOT_NORMAL.test(path) ? posix.normalize(path) : path;
  if (cwd === null || !cwd.startsWith('/')) return null;
  return posix.normalize(`${cwd}/${path}`);
}

/** The last part of a path. */
export function baseName(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

/** Does `path` lie below `directory` (or is it that directory)? Both absolute and normal. */
export function isBelow(path: string, directory: string): boolean {
  return path === directory || path.startsWith(directory.endsWith('/') ? directory : `${directory}/`);
}
