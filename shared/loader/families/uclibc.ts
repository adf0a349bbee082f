/**
 * uClibc's and uClibc-ng's loader. Grammar: uClibc-ng ldso/ldso/ldso.c; one option, and only where it was built with
 * LDSO_STANDALONE_SUPPORT, which the log doesn't tell.
 */
import { baseName } from '../../telemetry/host-path.ts';
import type { LoaderFamily } from '../family.ts';
import { type Argv, type Invocation, NO_OPTIONS, splitList } from '../invocation.ts';

const NAME = /^ld(?:64)?-uClibc[-0-9.]*\.so(?:\.\d)?$/;

function parse(argv: Argv): Invocation {
  let options = NO_OPTIONS;
  let index = 1;
  while (argv[index] === '--library-path') {
    const value = argv[index + 1];
    if (value === undefined) return { mode: 'nothing', why: 'no-program' };
    if (value !== null) options = { ...options, libraryPath: splitList(value, /:/) };
    index += 2;
  }
  const program = argv[index];
  if (program === null) return { mode: 'unknown' };
  if (program === undefined) return { mode: 'nothing', why: 'no-program' };
  return { mode: 'run', program, programIndex: index, options, doubt: null };
}

/** uClibc's ld-uClibc.so.0 and .1. */
export const uclibc: LoaderFamily = {
  name: 'uclibc',
  ownsName: (path) => NAME.test(baseName(path)),
  parse,
  tellingOptions: new Set(['--library-path']),
};
