/**
 * Software that brings its own C library and starts its programs with the loader beside it: exodus bundles, sharun,
 * and many hand-made wrappers. Recognised by one directory that holds loader, libraries and program.
 */
import { posix } from 'node:path';
import { isBelow } from '../../telemetry/host-path.ts';
import { isHidden } from '../directories.ts';
import { isShell } from '../shell.ts';
import { type BenignFamily, lowered } from './family.ts';

/** Directories that hold many bundles and are none themselves, so that sharing one of them says nothing. */
const NO_BUNDLE = /^\/(?:[^/]+|usr\/[^/]+|home\/[^/]+|opt|srv|var\/[^/]+|data\/[^/]+)?$/;

/** The directory in which the bundle lies: the loader's own, without the `lib`s at its end. */
function bundleOf(loaderPath: string): string {
  let directory = posix.dirname(loaderPath);
  while (/\/(?:lib(?:32|64)?|[a-z0-9_]+-linux-[a-z0-9]+|usr)$/.test(directory))
    directory = posix.dirname(directory);
  return directory;
}

/** See above. */
export const vendoredGlibc: BenignFamily = {
  name: 'vendored-glibc',
  match(run) {
    if (run.systemLoader) return null;
    const bundle = bundleOf(run.loaderPath);
    if (NO_BUNDLE.test(bundle) && !/^\/opt\/[^/]+$/.test(bundle)) return null;
    const inside = [run.program, ...run.libraryPath, ...run.injected].every(
      (path) => path !== null && isBelow(path, bundle),
    );
    if (!inside || isHidden(bundle) || isShell(run.program ?? '')) return null;
    const text = `${bundle} brings its own (vendored) C library: loader, libraries and program lie in it`;
    // In a directory of one user's own, whoever has the account can lay it out like this.
    return run.writers === 'owner'
      ? { family: 'vendored-glibc', atMost: 'high', text }
      : lowered('vendored-glibc', run.writers, text);
  },
};
