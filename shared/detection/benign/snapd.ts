/** snapd runs the tools of its core snap with that snap's own loader (snapd: snapdtool/cmdutil.go, CommandFromSystemSnap). */
import { allMatch, type BenignFamily, lowered } from './family.ts';

const CORE_SNAP = /^\/(?:var\/lib\/snapd\/)?snap\/(?:core\d*|snapd)\//;

/** See above. */
export const snapd: BenignFamily = {
  name: 'snapd',
  match(run) {
    const parts = [run.loaderPath, run.program, ...run.libraryPath, ...run.injected];
    if (!allMatch(parts, CORE_SNAP)) return null;
    return lowered(
      'snapd',
      run.writers,
      'this is how snapd runs the tools of its core snap: loader, libraries and program all belong to the snap',
    );
  },
};
