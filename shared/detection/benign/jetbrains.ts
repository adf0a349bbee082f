/** JetBrains remote development starts its Java, Xvfb and xkbcomp with libraries of its own (plugins/remote-dev-server/bin/launcher.sh). */
import { allMatch, type BenignFamily, lowered } from './family.ts';

const LIBRARIES = /\/plugins\/remote-dev-server\/selfcontained\/lib(?:\/|$)/;
const PROGRAM = /\/JetBrains\/(?:RemoteDev|remote-dev)[^/]*\/|\/plugins\/remote-dev-server\/selfcontained\//i;

/** See above. */
export const jetbrains: BenignFamily = {
  name: 'jetbrains',
  match(run) {
    if (run.program === null || !PROGRAM.test(run.program) || run.injected.length > 0) return null;
    if (run.libraryPath.length === 0 || !allMatch(run.libraryPath, LIBRARIES)) return null;
    return lowered(
      'jetbrains',
      run.writers,
      'this is how JetBrains remote development starts its own programs, with the libraries of its remote-dev-server',
    );
  },
};
