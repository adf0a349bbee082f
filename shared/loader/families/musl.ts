/** musl's loader, which is its C library too. Grammar: musl ldso/dynlink.c (__dls3); names: Makefile (LDSO_PATHNAME). */
import { baseName } from '../../telemetry/host-path.ts';
import type { LoaderFamily } from '../family.ts';
import { type Argv, type Invocation, type LoaderOptions, NO_OPTIONS, splitList } from '../invocation.ts';

const NAME = /^ld-musl-[a-z0-9_-]+\.so\.1$/;
/**
 * The real file behind Debian's and OpenWrt's ld-musl name. glibc systems have a text file of this name in other
 * directories, which nothing can execute.
 */
const REAL_FILE = /(?:^|\/)(?:lib|[a-z0-9_]+-linux-musl[a-z0-9]*)\/libc\.so$/;

const VALUE_OPTIONS = ['library-path', 'preload', 'argv0'] as const;
type ValueOption = (typeof VALUE_OPTIONS)[number];

function withValue(options: LoaderOptions, option: ValueOption, value: string): LoaderOptions {
  switch (option) {
    case 'library-path':
      return { ...options, libraryPath: splitList(value, /[:\n]/) };
    case 'preload':
      return { ...options, preload: splitList(value, /[\s:]/) };
    case 'argv0':
      return { ...options, argv0: value };
  }
}

function parse(argv: Argv): Invocation {
  // Only the last three letters of argv[0] are compared: ldd and muslldd both list.
  let list = argv[0]?.endsWith('ldd') ?? false;
  let options = NO_OPTIONS;
  let index = 1;
  for (; index < argv.length; index++) {
    const word = argv[index];
    if (word === null || word === undefined) return { mode: 'unknown' };
    if (!word.startsWith('--')) break;
    if (word === '--') {
      index++;
      break;
    }
    if (word === '--list') {
      list = true;
      continue;
    }
    const option = VALUE_OPTIONS.find((name) => word === `--${name}` || word.startsWith(`--${name}=`));
    if (option === undefined) return { mode: 'nothing', why: 'unknown-option' };
    const inline = word.length > option.length + 2;
    const value = inline ? word.slice(option.length + 3) : argv[++index];
    if (value === undefined) return { mode: 'nothing', why: 'no-program' };
    if (value !== null) options = withValue(options, option, value);
  }
  const program = argv[index];
  if (program === undefined) return { mode: 'nothing', why: 'no-program' };
  if (program === null) return { mode: 'unknown' };
  if (list) return { mode: 'inspect', inspection: 'list', program, options, runsAudit: false };
  return { mode: 'run', program, programIndex: index, options, doubt: null };
}

/** musl's ld-musl-*.so.1. */
export const musl: LoaderFamily = {
  name: 'musl',
  ownsName: (path) => NAME.test(baseName(path)) || REAL_FILE.test(path),
  parse,
  tellingOptions: new Set(['--library-path', '--argv0']),
};
