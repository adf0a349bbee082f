/**
 * The GNU C library's loader. Grammar: glibc elf/rtld.c (dl_main) and elf/dl-usage.c; names: sysdeps/**\/shlib-versions.
 *
 * The grammar is the union of all versions, because the log doesn't tell the version: where they differ, a run is
 * assumed and the doubt is said.
 */
import { baseName } from '../../telemetry/host-path.ts';
import type { LoaderFamily } from '../family.ts';
import type { Argv, Inspection, Invocation, LoaderOptions } from '../invocation.ts';
import { splitList } from '../invocation.ts';

/**
 * ld-linux*.so.N and ld-lsb*.so.N on most architectures, ld.so.1 and ld64.so.N on the rest, ld-2.31.so for the real
 * file up to 2.33, /usr/bin/ld.so since 2.35. The link editor (ld, ld.bfd, ld.gold, ldconfig, ldd) must not match.
 */
const NAME =
  /^(?:ld\.so(?:\.\d+)?|ld(?:32|64)?\.so\.\d+|ld-(?:linux|lsb)[A-Za-z0-9_.-]*\.so\.\d+|ld-\d+\.\d+(?:\.\d+)?\.so|ld-x86-64\.so\.1)$/;

const INSPECTIONS: ReadonlyMap<string, Inspection> = new Map([
  ['--list', 'list'],
  ['--verify', 'verify'],
  ['--list-tunables', 'list-tunables'],
  ['--list-diagnostics', 'list-diagnostics'],
  ['--help', 'help'],
]);

const VALUE_OPTIONS: ReadonlySet<string> = new Set([
  '--library-path',
  '--inhibit-rpath',
  '--audit',
  '--preload',
  '--argv0',
  '--glibc-hwcaps-prepend',
  '--glibc-hwcaps-mask',
]);

/**
 * Up to 2.33 the real file is called ld-2.NN.so and the other names are links to it (NEWS for 2.34), so the name of an
 * executed file where the system keeps its loaders tells the side.
 */
function isSince233(path: string | null): boolean {
  if (path === null || !/^\/(?:usr\/)?lib/.test(path)) return false;
  const minor = /^ld-2\.(\d+)/.exec(baseName(path))?.[1];
  return minor === undefined || Number(minor) >= 33;
}

/** dl_main keeps the last of them, but --list and --verify don't replace --help. */
function laterInspection(current: Inspection | null, next: Inspection): Inspection {
  return current === 'help' && (next === 'list' || next === 'verify') ? current : next;
}

/** `audit` collects what every --audit names: not copied each time, a flood of them would take time that grows with its square. */
function withValue(options: LoaderOptions, audit: string[], option: string, value: string): LoaderOptions {
  switch (option) {
    case '--library-path':
      // An empty entry is the working directory (elf/dl-load.c, fillin_rpath), an empty value is nothing.
      return { ...options, libraryPath: value === '' ? [] : value.split(/[:;]/) };
    case '--audit':
      for (const library of splitList(value, /:/)) audit.push(library);
      return options;
    case '--preload':
      // The last one wins; blanks and colons separate (elf/rtld.c, handle_preload_list).
      return { ...options, preload: splitList(value, /[ :]/) };
    case '--argv0':
      return { ...options, argv0: value };
    default:
      return options;
  }
}

function conclude(
  argv: Argv,
  index: number,
  inspection: Inspection | null,
  options: LoaderOptions,
  doubt: string | null,
): Invocation {
  const program = argv[index];
  if (program === null) return { mode: 'unknown' };
  if (program === undefined) {
    if (inspection === null || inspection === 'list' || inspection === 'verify')
      return { mode: 'nothing', why: 'no-program' };
    return { mode: 'inspect', inspection, program: null, options, runsAudit: false };
  }
  if (inspection !== null) {
    // Only the list mode gets as far as loading the audit modules.
    const runsAudit = inspection === 'list' && options.audit.length > 0;
    return { mode: 'inspect', inspection, program, options, runsAudit };
  }
  return { mode: 'run', program, programIndex: index, options, doubt };
}

function parse(argv: Argv, path: string | null): Invocation {
  const audit: string[] = [];
  let options: LoaderOptions = { preload: [], audit, libraryPath: [], argv0: null };
  let inspection: Inspection | null = null;
  for (let index = 1; index < argv.length; index++) {
    const word = argv[index];
    if (word === null || word === undefined) return { mode: 'unknown' };
    const next = INSPECTIONS.get(word);
    if (next !== undefined) inspection = laterInspection(inspection, next);
    else if (word === '--inhibit-cache') continue;
    else if (word === '--version')
      return { mode: 'inspect', inspection: 'version', program: null, options, runsAudit: false };
    else if (VALUE_OPTIONS.has(word)) {
      const value = argv[++index];
      if (value === undefined) return { mode: 'nothing', why: 'unknown-option' };
      if (value !== null) options = withValue(options, audit, word, value);
    } else if (word === '--') {
      return conclude(argv, index + 1, inspection, options, 'glibc before 2.41 does not take "--"');
    } else if (word.startsWith('--')) {
      // Since 2.33 an error; before, the program's name, which can only be found where it holds a slash.
      if (!word.includes('/') || isSince233(path)) return { mode: 'nothing', why: 'unknown-option' };
      return conclude(
        argv,
        index,
        inspection,
        options,
        'only glibc before 2.33 takes such a word as a program',
      );
    } else return conclude(argv, index, inspection, options, null);
  }
  return conclude(argv, argv.length, inspection, options, null);
}

/** glibc's ld.so. */
export const glibc: LoaderFamily = {
  name: 'glibc',
  ownsName: (path) => NAME.test(baseName(path)),
  parse,
  tellingOptions: new Set([
    '--inhibit-cache',
    '--inhibit-rpath',
    '--library-path',
    '--glibc-hwcaps-prepend',
    '--glibc-hwcaps-mask',
    '--list-diagnostics',
    '--list-tunables',
    '--argv0',
  ]),
};
