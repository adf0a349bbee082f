/** Wrappers that Gentoo's lddtree generates (pax-utils: lddtree.py, GenerateLdsoWrapper), ChromeOS' Linux containers among them. */
import { posix } from 'node:path';
import { isBelow } from '../../telemetry/host-path.ts';
import { type BenignFamily, lowered } from './family.ts';

const SYSTEM_ROOT = /^\/(?:(?:usr\/)?lib(?:32|64|x32)?|usr)?$/;

/** See above. */
export const lddtree: BenignFamily = {
  name: 'lddtree',
  match(run) {
    if (!run.program?.endsWith('.elf') || run.options.argv0 === null || run.injected.length > 0) return null;
    // The wrapper, its libraries and its loader are laid out under one root.
    const root = posix.dirname(posix.dirname(run.loaderPath));
    // The system's own loader lies beside everything: sharing a root with it says nothing.
    if (
      SYSTEM_ROOT.test(root) ||
      ![run.program, ...run.libraryPath].every((path) => path !== null && isBelow(path, root))
    )
      return null;
    return lowered(
      'lddtree',
      run.writers,
      'this is the shape of a wrapper made by lddtree (as in ChromeOS containers, Crostini): a program NAME.elf told its own name, loader and libraries under one root',
    );
  },
};
