/** Where the name of a library, or of a directory that libraries are looked for in, leads: as far as a text can tell. */
import { resolveOnHost } from '../telemetry/host-path.ts';
import { mayLeadElsewhere } from './directories.ts';

/**
 * Null where it can't be told: the linker puts something in the place of $ORIGIN, $LIB and $PLATFORM (ld.so(8), "Dynamic
 * string tokens"), and a symbolic link may stand before a `..`.
 */
export function pathOfDirectory(given: string, cwd: string | null): string | null {
  return given.includes('$') || mayLeadElsewhere(given, cwd) ? null : resolveOnHost(given, cwd);
}

/** The same for a library, of which a bare name is looked for in directories. */
export function pathOfLibrary(given: string, cwd: string | null): string | null {
  return given.includes('/') ? pathOfDirectory(given, cwd) : null;
}
