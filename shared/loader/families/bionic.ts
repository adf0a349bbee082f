/** Android's loader. Grammar: bionic linker/linker_main.cpp; it takes no options before the program. */
import type { LoaderFamily } from '../family.ts';
import { type Argv, type Invocation, NO_OPTIONS } from '../invocation.ts';

/** "linker" is a common word, so only where Android keeps it. */
const PATH =
  /^\/(?:system\/bin|system\/bin\/bootstrap|apex\/com\.android\.runtime\/bin)\/linker(?:_asan|_hwasan)?(?:64)?$/;

function parse(argv: Argv): Invocation {
  const [, first] = argv;
  if (first === null) return { mode: 'unknown' };
  if (first === undefined) return { mode: 'nothing', why: 'no-program' };
  if (first === '--help')
    return { mode: 'inspect', inspection: 'help', program: null, options: NO_OPTIONS, runsAudit: false };
  if (first === '--list' && argv.length === 3) {
    return {
      mode: 'inspect',
      inspection: 'list',
      program: argv[2] ?? null,
      options: NO_OPTIONS,
      runsAudit: false,
    };
  }
  return { mode: 'run', program: first, programIndex: 1, options: NO_OPTIONS, doubt: null };
}

/** bionic's linker and linker64. */
export const bionic: LoaderFamily = {
  name: 'bionic',
  ownsName: (path) => PATH.test(path),
  parse,
  tellingOptions: new Set(),
};
