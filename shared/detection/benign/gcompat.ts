/**
 * gcompat lets Alpine run programs that were built for glibc: its stub in the place of glibc's loader executes musl's
 * with itself preloaded (gcompat: loader/loader.c). One such execution for every start of such a program.
 */
import { baseName } from '../../telemetry/host-path.ts';
import { type BenignFamily, lowered } from './family.ts';

const LIBRARY = /^(?:\/usr)?\/lib\/libgcompat\.so\.\d+$/;
const GLIBC_NAME = /^ld(?:-linux[A-Za-z0-9_-]*|64)?\.so\.\d+$/;

/** See above. */
export const gcompat: BenignFamily = {
  name: 'gcompat',
  match(run) {
    const shape =
      run.loaderFamily === 'musl' &&
      run.systemLoader &&
      GLIBC_NAME.test(baseName(run.argv0)) &&
      run.options.argv0 !== null &&
      run.injected.length === 1 &&
      run.injected.every((library) => library !== null && LIBRARY.test(library));
    if (!shape) return null;
    return lowered(
      'gcompat',
      run.writers,
      'this is how gcompat starts a program built for glibc on a musl system: its own library preloaded, the program told its own name',
    );
  },
};
