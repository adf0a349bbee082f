/** Termux: Android 10 and later forbid to execute files of an app's own directory, so termux-exec runs every program by the system's linker. */
import { type BenignFamily, lowered } from './family.ts';

const PROGRAM = /^\/data\/(?:data|user\/\d+)\/com\.termux\/files\//;

/** See above. */
export const termux: BenignFamily = {
  name: 'termux',
  match(run) {
    if (run.loaderFamily !== 'bionic' || run.program === null || !PROGRAM.test(run.program)) return null;
    return lowered(
      'termux',
      run.writers,
      "this is how Termux runs its own programs on Android: by the system's linker",
    );
  },
};
