/**
 * What the environment makes the run-time linker do (elf/rtld.c, process_envvars; elf/dl-support.c): a source that tells
 * LD_* variables tells more than the command line.
 */
import type { ExecEvent } from '../telemetry/exec-event.ts';
import { isLoaderHome } from './directories.ts';
import type { InjectedLibrary } from './finding.ts';
import { pathOfDirectory, pathOfLibrary } from './library-path.ts';
import type { LoaderUse } from './loader-use.ts';

/** glibc splits LD_PRELOAD at blanks and colons, LD_AUDIT at colons (elf/rtld.c, handle_preload_list and init_auditing). */
const LISTS = [
  { option: 'LD_PRELOAD', separator: /[ :]/ },
  { option: 'LD_AUDIT', separator: /:/ },
] as const;

function variable({ background }: ExecEvent, name: string): string | null {
  return background.environment?.variables[name] ?? null;
}

/** The libraries that the environment brings in, in the linker's order; empty where none is told. */
export function injectedByEnvironment(event: ExecEvent): InjectedLibrary[] {
  // Nearly every execution ends here.
  if (event.background.environment === null) return [];
  return LISTS.flatMap(({ option, separator }) => {
    const names = new Set((variable(event, option) ?? '').split(separator).filter((name) => name !== ''));
    return [...names].map((given) => ({ given, path: pathOfLibrary(given, event.cwd), option }));
  });
}

/** The directories that the environment has libraries looked for in first, absolute or null where that can't be told. */
export function libraryPathOfEnvironment(event: ExecEvent): (string | null)[] {
  const value = variable(event, 'LD_LIBRARY_PATH');
  if (value === null || value === '') return [];
  const directories = new Set(value.split(/[:;]/).map((directory) => (directory === '' ? '.' : directory)));
  return [...directories].map((directory) => pathOfDirectory(directory, event.cwd));
}

/**
 * Does this loader only print what it would load, as ldd asks it to? Only glibc's own knows the variable: musl's runs the
 * program all the same. What was read later the process may have written itself, and is no excuse.
 */
export function tracesOnly(event: ExecEvent, use: LoaderUse): boolean {
  const { environment } = event.background;
  if (environment === null || environment.readAt !== 'exec') return false;
  const isGlibc = use.evidence === 'name' && use.family?.name === 'glibc' && isLoaderHome(use.path);
  return isGlibc && environment.variables['LD_TRACE_LOADED_OBJECTS'] !== undefined;
}
